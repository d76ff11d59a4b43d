#include "forms/directory_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace prevenance::forms {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Kind = DirectoryRecord::Kind;

constexpr const char* sidecar_format = "prevenance-sidecar-1";
constexpr std::size_t longest_id = 120;
constexpr std::size_t longest_fact = 1'000;
constexpr int deepest = 6;  // a list of records with lists in them needs four

struct Renamed {
    std::string_view before;
    std::string_view now;  // empty: the field is gone
};

// From the change log of the official schema, version 1.0.1 and 1.0.7.
constexpr std::array<Renamed, 10> renamed_of_structures{{{"typologie", "reseaux_porteurs"},
                                                         {"labels_nationaux", "reseaux_porteurs"},
                                                         {"presentation_resume", "description"},
                                                         {"presentation_detail", "description"},
                                                         {"horaires_ouverture", "horaires_accueil"},
                                                         {"accessibilite", "accessibilite_lieu"},
                                                         {"antenne", ""},
                                                         {"rna", ""},
                                                         {"thematiques", ""},
                                                         {"labels_autres", ""}}};
constexpr std::array<Renamed, 24> renamed_of_services{
    {{"types", "type"},
     {"frais_autres", "frais_precisions"},
     {"profils", "publics"},
     {"profils_precisions", "publics_precisions"},
     {"pre_requis", "conditions_acces"},
     {"justificatifs", "conditions_acces"},
     {"recurrence", "horaires_accueil"},
     {"presentation_resume", "description"},
     {"presentation_detail", "description"},
     {"zone_diffusion_type", "zone_eligibilite"},
     {"zone_diffusion_code", "zone_eligibilite"},
     {"zone_diffusion_nom", "zone_eligibilite"},
     {"modes_orientation_accompagnateur", "modes_mobilisation"},
     {"modes_orientation_beneficiaire", "modes_mobilisation"},
     {"modes_orientation_accompagnateur_autres", "mobilisation_precisions"},
     {"modes_orientation_beneficiaire_autres", "mobilisation_precisions"},
     {"prise_rdv", "lien_mobilisation"},
     {"formulaire_en_ligne", "lien_mobilisation"},
     {"page_web", "lien_mobilisation"},
     {"accessibilite", "accessibilite_lieu"},
     {"contact_public", ""},
     {"cumulable", ""},
     {"date_creation", ""},
     {"date_suspension", ""}}};

std::string in_quotes(std::string_view text) {
    return "«\u00a0" + std::string{text} + "\u00a0»";
}

const Renamed* renamed(Kind kind, std::string_view field) {
    const auto look = [&](const auto& list) -> const Renamed* {
        const auto at = std::ranges::find(list, field, &Renamed::before);
        return at == list.end() ? nullptr : &*at;
    };
    return kind == Kind::structure ? look(renamed_of_structures) : look(renamed_of_services);
}

// Nothing where the text is no JSON, or so deep that only harm is meant.
std::optional<json> parse(const std::string& text) {
    bool too_deep = false;
    const auto look = [&](int depth, json::parse_event_t, json&) {
        too_deep = too_deep || depth > deepest;
        return depth <= deepest;
    };
    auto document = json::parse(text, look, false);
    if (too_deep || document.is_discarded()) return std::nullopt;
    return document;
}

// Most characters, but none that cuts an address in two, ends a line or cannot be seen.
bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= longest_id && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"-_.:~"}.contains(c);
    });
}

bool has_control_character(const json& value) {
    if (value.is_array()) return std::ranges::any_of(value, has_control_character);
    if (!value.is_string()) return false;
    return std::ranges::any_of(value.get_ref<const std::string&>(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
    });
}

std::string text_of(const json& object, const char* name) {
    const auto at = object.find(name);
    return at != object.end() && at->is_string() ? at->get<std::string>() : std::string{};
}

bool ends_with_a_dot(const std::string& name) {
    return name.ends_with(".") && !name.ends_with("etc.");
}

// Fields that do not belong, each named once with how many records have it.
struct StrangeField {
    std::size_t records = 0;
    std::string first;
};

class FilesReader {
public:
    FilesReader(const OfficialSchema& structures, const OfficialSchema& services,
                const std::vector<DirectoryRecord>& known, std::optional<Date> today)
        : structures_(structures), services_(services), known_(known), today_(today) {}

    Result<DirectoryReading> read(const std::vector<DirectoryFile>& files) {
        for (const auto& file : files) read_file(file);
        check_structures_of_services();
        attach_facts();
        if (faults_.empty() && reading_.records.empty())
            complain("", "empty", "Ces fichiers ne contiennent aucune fiche.");
        if (reading_.records.size() > directory_records_limit)
            complain("", "too_many",
                     "Ces fichiers contiennent " + std::to_string(reading_.records.size()) +
                         " fiches, et un import en prend au plus " + std::to_string(directory_records_limit) +
                         ". Gardez celles de votre territoire.");
        if (!faults_.empty()) return std::unexpected(Error{ErrorCode::invalid, {}, std::move(faults_)});
        return std::move(reading_);
    }

private:
    void complain(const std::string& place, const std::string& code, const std::string& message) {
        faults_.push_back({place, code, (place.empty() ? "" : place + "\u00a0: ") + message});
    }

    void read_file(const DirectoryFile& file) {
        if (file.text.size() > directory_file_bytes_limit)
            return complain(file.name, "too_large",
                            "le fichier dépasse 4 Mo. Gardez les fiches de votre territoire.");
        const auto read = parse(file.text);
        if (!read)
            return complain(
                file.name, "malformed",
                "le fichier n’est pas du JSON, ou il est imbriqué trop profond. Reprenez le fichier "
                "d’origine.");
        const auto& document = *read;
        if (document.is_object() && document.contains("sheets")) return read_sidecar(file.name, document);
        const auto* list =
            document.is_object() && document.contains("items") ? &document.at("items") : &document;
        if (!list->is_array())
            return complain(file.name, "malformed",
                            "une liste de structures ou de services est attendue, ou un fichier sidecar.");
        const bool services = std::ranges::any_of(*list, [&](const json& one) { return is_service(one); });
        std::map<std::string, StrangeField> strange;
        for (std::size_t i = 0; i < list->size(); ++i)
            read_record(file.name + ", fiche " + std::to_string(i + 1), (*list)[i],
                        services ? Kind::service : Kind::structure, strange);
        say_strange_fields(file.name, services ? Kind::service : Kind::structure, strange);
    }

    // By what only a service has. Themes do not tell: structures of the old format had them too.
    bool is_service(const json& record) const {
        return record.is_object() && std::ranges::any_of(record.items(), [&](const auto& field) {
                   return field.key() != "thematiques" && services_.has_property(field.key()) &&
                          !structures_.has_property(field.key());
               });
    }

    void read_record(std::string place, const json& object, Kind kind,
                     std::map<std::string, StrangeField>& strange) {
        if (!object.is_object()) return complain(place, "type", "un objet est attendu, entre accolades.");
        const auto before = faults_.size();
        const auto id = text_of(object, "id");
        if (!id.empty()) place += " (" + id.substr(0, longest_id) + ")";
        check_fields(place, object, kind, strange);
        check_beyond_the_schema(place, object);
        const bool sound =
            faults_.size() == before && std::ranges::none_of(object.items(), [&](const auto& field) {
                return strange.contains(field.key());
            });
        const auto source = text_of(object, "source");
        if (id.empty()) return;  // said already
        if (!ids_.insert({id, place}).second)
            return complain(place, "duplicate", "l’identifiant est déjà celui de " + ids_.at(id) + ".");
        if (!sound) return;
        reading_.records.push_back({kind, source, id, kept(object), {}});
    }

    void check_fields(const std::string& place, const json& object, Kind kind,
                      std::map<std::string, StrangeField>& strange) {
        const auto& schema = kind == Kind::structure ? structures_ : services_;
        const auto prices = object.find("frais");
        const bool old_prices = kind == Kind::service && prices != object.end() && prices->is_array();
        for (const auto& [field, value] : object.items()) {
            if (schema.has_property(field) && !(old_prices && field == "frais")) continue;
            auto& one = strange[field];
            if (one.records++ == 0) one.first = place;
        }
        for (const auto& fault : schema.check(object))
            if (!(old_prices && fault.property == "frais"))
                complain(place + ", " + fault.property, fault.code, fault.message + ".");
    }

    void check_beyond_the_schema(const std::string& place, const json& object) {
        const auto id = text_of(object, "id");
        const auto source = text_of(object, "source");
        if (!id.empty() && (!is_id(id) || source.empty() || !id.starts_with(source + "--")))
            complain(
                place + ", id", "bad_id",
                "l’identifiant s’écrit avec la source, deux tirets et un nom, sans espace ni accent\u00a0: " +
                    (is_id(source) ? source : "source") + "--nom.");
        if (ends_with_a_dot(text_of(object, "nom")))
            complain(place + ", nom", "final_dot", "le nom ne se termine pas par un point.");
        const auto changed = parse_iso_date(text_of(object, "date_maj"));
        if (changed && *changed < *parse_iso_date("2000-01-01"))
            complain(place + ", date_maj", "too_early", "la date est avant le 1er janvier 2000.");
        if (changed && today_ && *changed > *today_)
            complain(place + ", date_maj", "in_the_future", "la date est dans le futur.");
        for (const auto& [field, value] : object.items())
            if (has_control_character(value))
                complain(place + ", " + field, "control_character",
                         "le texte contient un caractère invisible.");
    }

    void say_strange_fields(const std::string& file, Kind kind,
                            const std::map<std::string, StrangeField>& strange) {
        for (const auto& [field, where] : strange) {
            const auto counted = std::to_string(where.records) + (where.records == 1 ? " fiche" : " fiches") +
                                 ", la première\u00a0: " + where.first;
            const auto* old = renamed(kind, field);
            if (field == "frais")
                complain(
                    file, "old_format",
                    "ancien format (v0), champ « frais » en liste\u00a0: en v1, « frais » est un seul mot, "
                    "gratuit ou payant (" +
                        counted + ").");
            else if (old == nullptr)
                complain(file, "unknown_field",
                         "le champ " + in_quotes(field) + " n’existe pas dans le format (" + counted + ").");
            else
                complain(
                    file, "old_format",
                    "ancien format (v0), champ " + in_quotes(field) +
                        (old->now.empty() ? "\u00a0: supprimé en v1, ôtez-le ("
                                          : "\u00a0: en v1, il s’appelle " + in_quotes(old->now) + " (") +
                        counted + ").");
        }
    }

    // A contact's name is a person's: it is not kept.
    std::string kept(json object) {
        if (const auto at = object.find("contact_nom_prenom"); at != object.end()) {
            if (at->is_string()) ++reading_.names_taken_out;
            object.erase(at);
        }
        return object.dump();
    }

    void read_sidecar(const std::string& file, const json& document) {
        if (text_of(document, "format") != sidecar_format || !document.at("sheets").is_array())
            return complain(file, "malformed",
                            std::string{"un fichier sidecar porte le format "} + in_quotes(sidecar_format) +
                                " et une liste « sheets ».");
        const auto& sheets = document.at("sheets");
        for (std::size_t i = 0; i < sheets.size(); ++i)
            read_facts(file + ", fiche " + std::to_string(i + 1), sheets[i]);
    }

    void read_facts(std::string place, const json& facts) {
        if (!facts.is_object()) return complain(place, "type", "un objet est attendu, entre accolades.");
        const auto id = text_of(facts, "id");
        if (!id.empty()) place += " (" + id.substr(0, longest_id) + ")";
        const auto before = faults_.size();
        for (const auto& [field, value] : facts.items()) check_fact(place, field, value);
        for (const auto* needed : {"source", "id", "kind", "owner", "fact_source", "fact_source_date"})
            if (text_of(facts, needed).empty())
                complain(place + ", " + needed, "missing", "le champ est obligatoire.");
        const auto& kinds = sheet_kinds();
        if (const auto kind = text_of(facts, "kind");
            !kind.empty() && std::ranges::find(kinds, kind, &SheetKind::code) == kinds.end())
            complain(place + ", kind", "enum",
                     in_quotes(kind) + " n’est pas une sorte de fiche\u00a0: " + kind_list() + ".");
        if (faults_.size() == before && !facts_.insert({id, {place, facts}}).second)
            complain(place, "duplicate", "une autre fiche du sidecar porte cet identifiant.");
    }

    void check_fact(const std::string& place, const std::string& field, const json& value) {
        static constexpr std::array<std::string_view, 9> texts{
            "source", "id", "kind", "owner", "fact_source", "territory", "who_decides", "who_pays", "when"};
        const auto is = [&](const auto& list) { return std::ranges::find(list, field) != list.end(); };
        const auto where = place + ", " + field;
        if (is(texts)) {
            if (!value.is_string() || value.get_ref<const std::string&>().size() > longest_fact)
                complain(where, "type", "un texte est attendu, de 1000 octets au plus.");
            else if (has_control_character(value))
                complain(where, "control_character", "le texte contient un caractère invisible.");
        } else if (field == "last_checked" || field == "fact_source_date") {
            const auto day = value.is_string() ? parse_iso_date(value.get<std::string>()) : std::nullopt;
            if (!day)
                complain(where, "date", "un jour écrit 2026-03-12 est attendu.");
            else if (today_ && *day > *today_)
                complain(where, "in_the_future", "la date est dans le futur.");
        } else if (field == "needs_agreement" || field == "long_delay") {
            if (!value.is_boolean()) complain(where, "type", "true ou false est attendu.");
        } else {
            complain(where, "unknown_field", "le champ n’existe pas dans un sidecar.");
        }
    }

    static std::string kind_list() {
        std::string codes;
        for (const auto& kind : sheet_kinds()) codes += (codes.empty() ? "" : ", ") + std::string{kind.code};
        return codes;
    }

    const DirectoryRecord* known(const std::string& id) const {
        const auto at = std::ranges::find(known_, id, &DirectoryRecord::id);
        return at == known_.end() ? nullptr : &*at;
    }

    void check_structures_of_services() {
        for (const auto& record : reading_.records) {
            if (const auto* before = known(record.id); before != nullptr && before->kind != record.kind)
                complain(record.id, "other_kind",
                         "l’annuaire a déjà cet identifiant pour une autre sorte de fiche.");
            if (record.kind != Kind::service) continue;
            const auto structure = text_of(json::parse(record.official), "structure_id");
            const auto* there = known(structure);
            const bool in_files = std::ranges::any_of(reading_.records, [&](const DirectoryRecord& other) {
                return other.kind == Kind::structure && other.id == structure;
            });
            if (!in_files && (there == nullptr || there->kind != Kind::structure) &&
                !ids_.contains(structure))
                complain(record.id + ", structure_id", "unknown_structure",
                         "la structure " + in_quotes(structure) +
                             " n’est ni dans ces fichiers ni dans l’annuaire.");
        }
    }

    // Facts may come without their record, when it is known already; a record without facts keeps those it
    // had.
    void attach_facts() {
        for (auto& record : reading_.records)
            if (const auto* before = known(record.id)) record.facts = before->facts;
        for (const auto& [id, placed] : facts_) {
            const auto& [place, facts] = placed;
            auto at = std::ranges::find(reading_.records, id, &DirectoryRecord::id);
            if (at == reading_.records.end() && known(id) != nullptr) {
                reading_.records.push_back(*known(id));
                at = reading_.records.end() - 1;
            }
            if (at != reading_.records.end() && at->source == text_of(facts, "source"))
                at->facts = facts.dump();
            else if (at != reading_.records.end() || !ids_.contains(id))
                complain(place, "no_record",
                         "aucune structure ni aucun service n’a cette source et cet identifiant.");
        }
    }

    const OfficialSchema& structures_;
    const OfficialSchema& services_;
    const std::vector<DirectoryRecord>& known_;
    std::optional<Date> today_;
    std::map<std::string, std::string> ids_;  // of the files, with the place
    std::map<std::string, std::pair<std::string, json>> facts_;
    std::vector<FieldError> faults_;
    DirectoryReading reading_;
};

std::string pretty(const ordered_json& document) {
    return document.dump(2) + "\n";
}

struct Label {
    std::string_view code;
    std::string_view words;
};

constexpr std::array<Label, 12> code_words{{{"gratuit", "gratuit"},
                                            {"payant", "payant"},
                                            {"a-distance", "à distance"},
                                            {"en-presentiel", "sur place"},
                                            {"envoyer-un-courriel", "par courriel"},
                                            {"se-presenter", "en se présentant"},
                                            {"telephoner", "par téléphone"},
                                            {"utiliser-lien-mobilisation", "par le lien donné"},
                                            {"usagers", "la personne elle-même"},
                                            {"professionnels", "un professionnel"},
                                            {"france", "toute la France"},
                                            {"99100", "toute la France"}}};

std::string in_words(std::string_view code) {
    const auto at = std::ranges::find(code_words, code, &Label::code);
    return std::string{at == code_words.end() ? code : at->words};
}

// A text as it is; a list of codes in words.
std::string value_in_words(const json& object, const char* name) {
    const auto at = object.find(name);
    if (at == object.end()) return {};
    if (at->is_string()) return in_words(at->get<std::string>());
    std::string words;
    if (at->is_array())
        for (const auto& one : *at) words += (words.empty() ? "" : ", ") + in_words(one.get<std::string>());
    return words;
}

std::string address_in_words(const json& object) {
    std::string address;
    for (const auto* part : {"adresse", "complement_adresse", "code_postal", "commune"}) {
        const auto text = text_of(object, part);
        if (text.empty()) continue;
        address += (address.empty() ? "" : std::string_view{part} == "commune" ? " " : ", ") + text;
    }
    return address;
}

void add_lines(Sheet& sheet, const json& object) {
    static constexpr std::array<std::pair<const char*, const char*>, 14> fields{{
        {"conditions_acces", "Conditions"},
        {"publics_precisions", "Pour qui"},
        {"mobilisable_par", "Qui le demande"},
        {"mobilisation_precisions", "Comment"},
        {"modes_mobilisation", "Demande"},
        {"lien_mobilisation", "Lien pour demander"},
        {"frais", "Prix"},
        {"frais_precisions", "Précision sur le prix"},
        {"modes_accueil", "Accueil"},
        {"zone_eligibilite", "Où"},
        {"telephone", "Téléphone"},
        {"courriel", "Courriel"},
        {"horaires_accueil", "Horaires"},
        {"siret", "SIRET"},
    }};
    for (const auto& [field, label] : fields)
        if (auto words = value_in_words(object, field); !words.empty())
            sheet.lines.emplace_back(label, words);
    if (auto address = address_in_words(object); !address.empty())
        sheet.lines.emplace_back("Adresse", address);
}

std::optional<bool> flag_of(const json& object, const char* name) {
    const auto at = object.find(name);
    if (at == object.end() || !at->is_boolean()) return std::nullopt;
    return at->get<bool>();
}

SheetFacts facts_of(const std::string& text) {
    SheetFacts facts;
    if (text.empty()) return facts;
    const auto object = json::parse(text);
    facts.kind = text_of(object, "kind");
    facts.owner = text_of(object, "owner");
    facts.last_checked = parse_iso_date(text_of(object, "last_checked"));
    facts.source = text_of(object, "fact_source");
    facts.source_date = parse_iso_date(text_of(object, "fact_source_date"));
    facts.needs_agreement = flag_of(object, "needs_agreement");
    facts.long_delay = flag_of(object, "long_delay").value_or(false);
    facts.territory = text_of(object, "territory");
    facts.who_decides = text_of(object, "who_decides");
    facts.who_pays = text_of(object, "who_pays");
    facts.when = text_of(object, "when");
    return facts;
}

}  // namespace

Result<DirectoryReading> DirectoryFormat::read(const std::vector<DirectoryFile>& files,
                                               const std::vector<DirectoryRecord>& known,
                                               std::optional<Date> today) const {
    return FilesReader{structures_, services_, known, today}.read(files);
}

DirectoryTexts write_directory(const std::vector<DirectoryRecord>& records) {
    auto sorted = records;
    std::ranges::sort(sorted, {}, &DirectoryRecord::id);
    auto structures = ordered_json::array();
    auto services = ordered_json::array();
    auto sheets = ordered_json::array();
    for (const auto& record : sorted) {
        (record.kind == Kind::structure ? structures : services)
            .push_back(ordered_json::parse(record.official));
        if (!record.facts.empty()) sheets.push_back(ordered_json::parse(record.facts));
    }
    ordered_json sidecar;
    sidecar["format"] = sidecar_format;
    sidecar["sheets"] = std::move(sheets);
    return {pretty(structures), pretty(services), pretty(sidecar)};
}

Sheet sheet_of(const DirectoryRecord& record) {
    const auto object = json::parse(record.official);
    Sheet sheet;
    sheet.record = record.kind;
    sheet.id = record.id;
    sheet.structure_id = record.kind == Kind::service ? text_of(object, "structure_id") : "";
    sheet.name = text_of(object, "nom");
    sheet.description = text_of(object, "description");
    sheet.changed_on = parse_iso_date(text_of(object, "date_maj")).value_or(Date{});
    sheet.web_site = text_of(object, "site_web");
    add_lines(sheet, object);
    sheet.facts = facts_of(record.facts);
    return sheet;
}

}  // namespace prevenance::forms
