#include "api/guidance.h"

#include "api/text_file.h"
#include "rules/orientation_file.h"
#include "storage/directory_records.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

namespace fs = std::filesystem;

constexpr const char* tree_folder = "orientation";

Result<forms::OfficialSchema> read_schema(const fs::path& file) {
    const auto text = text_of_file(file);
    if (!text) return std::unexpected(text.error());
    return forms::OfficialSchema::read(file.string(), *text);
}

void put_over(std::vector<DirectoryRecord>& records, std::vector<DirectoryRecord> others) {
    for (auto& other : others) {
        std::erase_if(records, [&](const DirectoryRecord& known) { return known.id == other.id; });
        records.push_back(std::move(other));
    }
}

// Reads one part after another and keeps what is wrong with each, so that one look mends them all.
class PartsReader {
public:
    PartsReader(const Settings& settings, const AddedSheets& added, std::vector<DirectoryRecord> shipped)
        : settings_(settings), added_(added), shipped_(std::move(shipped)) {}

    Result<Guidance> read() {
        const auto general = shipped_tree(settings_.resources / "config");
        auto everybody = read_part(std::nullopt, general);
        std::map<OhServiceId, Guidance::Part> own;
        for (const auto& [service, sheets] : added_.services) {
            std::error_code trouble;
            const auto file = own_tree(settings_.data, service);
            const bool has_tree = fs::exists(file, trouble);
            if (has_tree || !sheets.empty())
                own.emplace(service, read_part(service, has_tree ? file : general));
        }
        check_names();
        if (!faults_.empty())
            return fail(ErrorCode::invalid,
                        faults_ + "Corrigez, puis vérifiez\u00a0: prevenance orientation check");
        return Guidance{std::move(everybody), std::move(own)};
    }

private:
    Guidance::Part read_part(const std::optional<OhServiceId>& service, const fs::path& tree_file) {
        Guidance::Part part{directory_of(records_for(shipped_, added_, service)), {}};
        auto tree = read_tree(tree_file, part.directory);
        if (tree)
            part.tree = std::move(*tree);
        else
            faults_ += tree.error().detail + "\n";
        return part;
    }

    // A file beside the services' own that belongs to none of them would never be read: its name is wrong.
    void check_names() {
        std::error_code trouble;
        for (const auto& entry : fs::directory_iterator{settings_.data / tree_folder, trouble}) {
            if (entry.path().extension() != ".yaml") continue;
            const auto id = OhServiceId::parse(entry.path().stem().string());
            if (id && added_.services.contains(*id)) continue;
            faults_ += "Le fichier " + entry.path().string() +
                       " ne porte l’identifiant d’aucun service de santé au travail. Renommez-le d’après "
                       "«\u00a0prevenance organisation list\u00a0», ou ôtez-le.\n";
        }
    }

    const Settings& settings_;
    const AddedSheets& added_;
    std::vector<DirectoryRecord> shipped_;
    std::string faults_;
};

}  // namespace

const Guidance::Part& Guidance::of(const std::optional<OhServiceId>& service) const {
    if (!service) return everybody_;
    const auto own = services_.find(*service);
    return own == services_.end() ? everybody_ : own->second;
}

fs::path shipped_tree(const fs::path& config) {
    return config / "orientation.yaml";
}

fs::path own_tree(const fs::path& data, const OhServiceId& service) {
    return data / tree_folder / (service.text() + ".yaml");
}

Result<forms::DirectoryFormat> read_directory_format(const fs::path& config) {
    auto structures = read_schema(config / "directory" / "schema" / "structure.json");
    if (!structures) return std::unexpected(structures.error());
    auto services = read_schema(config / "directory" / "schema" / "service.json");
    if (!services) return std::unexpected(services.error());
    return forms::DirectoryFormat{std::move(*structures), std::move(*services)};
}

Result<std::vector<DirectoryRecord>> read_shipped_directory(const fs::path& config) {
    const auto format = read_directory_format(config);
    if (!format) return std::unexpected(format.error());
    std::vector<forms::DirectoryFile> files;
    for (const auto* name : {"structures.json", "services.json", "sidecar.json"}) {
        const auto file = config / "directory" / name;
        auto text = text_of_file(file);
        if (!text) return std::unexpected(text.error());
        files.push_back({file.string(), std::move(*text)});
    }
    auto read = format->read(files, {}, std::nullopt);
    if (!read) return std::unexpected(read.error());
    return std::move(read->records);
}

std::vector<DirectoryRecord> records_for(std::vector<DirectoryRecord> shipped, const AddedSheets& added,
                                         const std::optional<OhServiceId>& service) {
    put_over(shipped, added.everybody);
    if (service) put_over(shipped, added.of(service));
    return shipped;
}

Directory directory_of(const std::vector<DirectoryRecord>& records) {
    Directory directory;
    for (const auto& record : records) directory.put(forms::sheet_of(record));
    return directory;
}

Result<OrientationTree> read_tree(const fs::path& file, const Directory& directory) {
    const auto text = text_of_file(file);
    if (!text) return std::unexpected(text.error());
    return rules::read_orientation(file.string(), *text, directory);
}

const std::vector<DirectoryRecord>& AddedSheets::of(const std::optional<OhServiceId>& service) const {
    static const std::vector<DirectoryRecord> none;
    if (!service) return everybody;
    const auto own = services.find(*service);
    return own == services.end() ? none : own->second;
}

AddedSheets added_sheets(const storage::Reader& reader) {
    AddedSheets added{storage::DirectoryRecords{reader, std::nullopt}.all(), {}};
    for (const auto& service : storage::Organisations{reader}.oh_services())
        added.services.emplace(service.id, storage::DirectoryRecords{reader, service.id}.all());
    return added;
}

Result<Guidance> read_guidance(const Settings& settings, const AddedSheets& added) {
    auto shipped = read_shipped_directory(settings.resources / "config");
    if (!shipped) {
        auto error = shipped.error();
        for (const auto& fault : error.fields) error.detail += fault.message + "\n";
        return fail(error.code, error.detail + "L’annuaire livré est abîmé\u00a0: réinstallez le programme.");
    }
    return PartsReader{settings, added, std::move(*shipped)}.read();
}

}  // namespace prevenance::api
