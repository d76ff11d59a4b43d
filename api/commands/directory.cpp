#include "api/commands/directory.h"

#include "api/commands/named_organisations.h"
#include "api/commands/verbs.h"
#include "api/guidance.h"
#include "api/services.h"
#include "api/text_file.h"
#include "storage/directory_records.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>
#include <ostream>

namespace prevenance::api {
namespace {

using Records = std::vector<DirectoryRecord>;

// The directory as one service, or everybody, reads it.
struct Desk {
    std::optional<OhServiceId> service;
    AddedSheets added;
    Records known;
};

Result<Desk> desk_of(Services& services, const DirectoryOptions& options) {
    Desk desk;
    if (!options.service.empty()) {
        const auto service = oh_service_named(services, options.service);
        if (!service) return std::unexpected(service.error());
        desk.service = service->id;
    }
    auto shipped = read_shipped_directory(services.settings.resources / "config");
    if (!shipped) return std::unexpected(shipped.error());
    desk.added = services.cases.read(added_sheets);
    desk.known = records_for(std::move(*shipped), desk.added, desk.service);
    return desk;
}

Result<std::vector<forms::DirectoryFile>> texts_of(const std::vector<std::filesystem::path>& paths) {
    std::vector<forms::DirectoryFile> files;
    for (const auto& path : paths) {
        auto text = text_of_file(path);
        if (!text) return std::unexpected(text.error());
        files.push_back({path.filename().string(), std::move(*text)});
    }
    return files;
}

const DirectoryRecord* find(const Records& records, const std::string& id) {
    const auto at = std::ranges::find(records, id, &DirectoryRecord::id);
    return at == records.end() ? nullptr : &*at;
}

ExitCode refuse(Console& console, const Error& error) {
    say(console, error);
    console.error << "Rien n’est enregistré.\n";
    return ExitCode::failed;
}

// What is not there yet, or is there otherwise.
Records print_changes(std::ostream& out, const Records& known, const Records& read) {
    Records changes;
    for (const auto& record : read) {
        const auto* before = find(known, record.id);
        if (before != nullptr && *before == record) continue;
        out << (before == nullptr ? "nouvelle   " : "remplacée  ") << record.id << "\n";
        changes.push_back(record);
    }
    out << "Fiches lues\u00a0: " << read.size() << ". À enregistrer\u00a0: " << changes.size()
        << ". Sans changement\u00a0: " << read.size() - changes.size() << ".\n";
    return changes;
}

void record_act(Services& services, storage::Transaction& transaction, std::string_view action,
                const std::optional<OhServiceId>& service) {
    services.audit.record(transaction, {services.clock.now(), std::nullopt, action,
                                        service ? std::optional{service->bytes} : std::nullopt});
}

bool write(const std::filesystem::path& file, const std::string& text, Console& console) {
    std::ofstream stream{file, std::ios::binary};
    stream << text;
    stream.close();
    if (!stream) console.error << "Le fichier " << file.string() << " ne s’écrit pas. Vérifiez le dossier.\n";
    return !stream.fail();
}

// What would be left of the installation without these sheets; an error where something still needs one.
Result<void> check_without(const Services& services, const Desk& desk, const std::vector<std::string>& ids) {
    auto added = desk.added;
    auto& own = desk.service ? added.services.at(*desk.service) : added.everybody;
    std::erase_if(
        own, [&](const DirectoryRecord& record) { return std::ranges::find(ids, record.id) != ids.end(); });
    const auto guidance = read_guidance(services.settings, added);
    if (!guidance) return std::unexpected(guidance.error());
    const auto& directory = guidance->of(desk.service).directory;
    for (const auto& sheet : directory.all())
        if (!sheet.structure_id.empty() && directory.find(sheet.structure_id) == nullptr)
            return fail(ErrorCode::conflict, "La fiche " + sheet.id + " dépend de " + sheet.structure_id +
                                                 ". Retirez-la d’abord, ou avec elle.");
    return {};
}

}  // namespace

ExitCode import_directory(Instance& instance, const DirectoryOptions& options, Console& console) {
    auto& services = instance.services();
    const auto desk = desk_of(services, options);
    if (!desk) return refuse(console, desk.error());
    const auto files = texts_of(options.files);
    if (!files) return refuse(console, files.error());
    const auto format = read_directory_format(services.settings.resources / "config");
    if (!format) return refuse(console, format.error());
    const auto read = format->read(*files, desk->known, services.clock.today());
    if (!read) return refuse(console, read.error());
    if (read->names_taken_out > 0)
        console.out << "Noms de personnes à contacter, non gardés\u00a0: " << read->names_taken_out << ".\n";
    const auto changes = print_changes(console.out, desk->known, read->records);
    if (!options.commit) {
        console.out << "C’est un aperçu\u00a0: rien n’est enregistré. Ajoutez --commit pour enregistrer.\n";
        return ExitCode::done;
    }
    services.cases.write([&](storage::Transaction& transaction) {
        const storage::DirectoryRecords records{transaction, desk->service};
        for (const auto& record : changes) records.put(transaction, record, services.clock.now());
        record_act(services, transaction, "directory.import", desk->service);
    });
    console.out << "C’est enregistré. L’annuaire se lit ainsi dès le prochain démarrage.\n";
    return ExitCode::done;
}

ExitCode export_directory(Instance& instance, const DirectoryOptions& options, Console& console) {
    const auto desk = desk_of(instance.services(), options);
    if (!desk) return say(console, desk.error());
    const auto texts = forms::write_directory(desk->known);
    std::error_code trouble;
    std::filesystem::create_directories(options.folder, trouble);
    if (!std::filesystem::is_empty(options.folder, trouble) || trouble) {
        console.error << "Le dossier " << options.folder.string()
                      << " n’est pas vide, ou ne se crée pas. Choisissez-en un autre.\n";
        return ExitCode::failed;
    }
    const std::array<std::pair<const char*, const std::string*>, 3> files{{
        {"structures.json", &texts.structures},
        {"services.json", &texts.services},
        {"sidecar.json", &texts.sidecar},
    }};
    for (const auto& [name, text] : files)
        if (!write(options.folder / name, *text, console)) return ExitCode::failed;
    console.out << "Fiches écrites dans " << options.folder.string() << "\u00a0: " << desk->known.size()
                << ".\n";
    return ExitCode::done;
}

ExitCode remove_from_directory(Instance& instance, const DirectoryOptions& options, Console& console) {
    auto& services = instance.services();
    const auto desk = desk_of(services, options);
    if (!desk) return refuse(console, desk.error());
    for (const auto& id : options.ids)
        if (find(desk->added.of(desk->service), id) == nullptr)
            return refuse(console, {ErrorCode::not_found,
                                    "La fiche " + id +
                                        " n’a pas été importée ici. Seules les fiches importées "
                                        "se retirent\u00a0; celle livrée avec le programme revient alors.",
                                    {}});
    if (const auto sound = check_without(services, *desk, options.ids); !sound)
        return refuse(console, sound.error());
    services.cases.write([&](storage::Transaction& transaction) {
        const storage::DirectoryRecords records{transaction, desk->service};
        for (const auto& id : options.ids) records.remove(transaction, id);
        record_act(services, transaction, "directory.remove", desk->service);
    });
    console.out << "Fiches retirées\u00a0: " << options.ids.size() << ".\n";
    return ExitCode::done;
}

namespace {

using Act = ExitCode (*)(Instance&, const DirectoryOptions&, Console&);

CLI::App& add_verb(CLI::App& group, CommandContext& context, const std::shared_ptr<DirectoryOptions>& options,
                   const char* name, const char* meaning, Act act) {
    auto* verb = group.add_subcommand(name, meaning);
    verb->fallthrough();
    verb->add_option(
        "--service", options->service,
        "Le service de santé au travail dont c’est l’annuaire\u00a0; sans lui\u00a0: celui de tous");
    verb->callback([&context, options, act] {
        context.run = [&context, options, act] {
            return with_instance(
                context, [&](Instance& instance) { return act(instance, *options, context.console); });
        };
    });
    return *verb;
}

}  // namespace

void add_directory_command(CLI::App& program, CommandContext& context) {
    const auto options = std::make_shared<DirectoryOptions>();
    auto* group = program.add_subcommand(
        "directory", "L’annuaire, en fichiers data·inclusion v1\u00a0: l’importer, l’exporter");
    group->fallthrough();
    group->require_subcommand(1);
    group->footer(examples(
        {"prevenance directory export --folder annuaire", "prevenance directory import annuaire/*.json"}));
    auto& import = add_verb(*group, context, options, "import",
                            "Montre ce que des fichiers apporteraient\u00a0; l’enregistre avec --commit",
                            import_directory);
    import.add_option("fichiers", options->files, "structures.json, services.json, sidecar.json")->required();
    import.add_flag("--commit", options->commit, "Enregistre, tout ou rien");
    import.footer(examples({"prevenance directory import structures.json services.json sidecar.json",
                            "prevenance directory import sidecar.json --service \"Santé 13\" --commit"}) +
                  "\nL’ancien format (v0) est refusé, avec le nouveau nom de chaque champ.");
    auto& out = add_verb(*group, context, options, "export", "Écrit les trois fichiers dans un dossier",
                         export_directory);
    out.add_option("--folder", options->folder, "Le dossier, vide ou à créer")->required();
    out.footer(examples({"prevenance directory export --folder annuaire"}));
    auto& remove = add_verb(*group, context, options, "remove", "Retire des fiches importées ici",
                            remove_from_directory);
    remove.add_option("identifiants", options->ids, "Les identifiants des fiches")->required();
    remove.footer(examples({"prevenance directory remove dora--cap-emploi-38"}));
}

}  // namespace prevenance::api
