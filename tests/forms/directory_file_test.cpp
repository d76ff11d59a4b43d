// The exchange format as the official schemas have it, the rules beyond them, the old format, and the way
// round: what is read is written again.
#include "forms/directory_file.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

namespace prevenance::forms {
namespace {

using nlohmann::json;
using Kind = DirectoryRecord::Kind;

std::string text_of(const std::string& path) {
    std::ifstream file{std::string{PREVENANCE_SOURCE_DIR} + "/config/directory/" + path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

const DirectoryFormat& format() {
    static const DirectoryFormat one{
        OfficialSchema::read("structure.json", text_of("schema/structure.json")).value(),
        OfficialSchema::read("service.json", text_of("schema/service.json")).value()};
    return one;
}

const Date today = parse_iso_date("2026-11-22").value();

json structure() {
    return {{"source", "essai"},         {"id", "essai--structure"},
            {"nom", "Une structure"},    {"date_maj", "2026-11-20"},
            {"siret", "73282932000074"}, {"reseaux_porteurs", {"cap-emploi-reseau-cheops"}}};
}

json service() {
    return {{"source", "essai"},
            {"id", "essai--service"},
            {"structure_id", "essai--structure"},
            {"nom", "Un service"},
            {"description", "Ce que ce service propose."},
            {"date_maj", "2026-11-20"},
            {"thematiques", {"trouver-un-emploi--maintien-dans-lemploi"}},
            {"frais", "gratuit"}};
}

json facts() {
    return {{"source", "essai"},
            {"id", "essai--service"},
            {"kind", "measure"},
            {"owner", "Un service"},
            {"fact_source", "Une étude"},
            {"fact_source_date", "2026-01-02"},
            {"last_checked", "2026-11-01"},
            {"needs_agreement", true},
            {"long_delay", true}};
}

std::string sidecar_of(const std::vector<json>& sheets) {
    json sidecar;
    sidecar["format"] = "prevenance-sidecar-1";
    sidecar["sheets"] = sheets;
    return sidecar.dump();
}

Result<DirectoryReading> read(const std::vector<json>& structures, const std::vector<json>& services,
                              const std::vector<json>& sheets = {}) {
    std::vector<DirectoryFile> files;
    if (!structures.empty()) files.push_back({"structures.json", json(structures).dump()});
    if (!services.empty()) files.push_back({"services.json", json(services).dump()});
    if (!sheets.empty()) files.push_back({"sidecar.json", sidecar_of(sheets)});
    return format().read(files, {}, today);
}

// Every message of the refusal, one a line.
std::string refusal(const Result<DirectoryReading>& read) {
    EXPECT_FALSE(read);
    std::string lines;
    if (!read)
        for (const auto& fault : read.error().fields) lines += fault.message + " [" + fault.code + "]\n";
    // As they read: the spaces of French typography are spaces.
    for (auto at = lines.find("\u00a0"); at != std::string::npos; at = lines.find("\u00a0"))
        lines.replace(at, 2, " ");
    return lines;
}

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(ShippedDirectory, keeps_to_the_format_and_gives_every_sheet_a_source_an_owner_and_a_kind) {
    const auto shipped = format().read({{"structures.json", text_of("structures.json")},
                                        {"services.json", text_of("services.json")},
                                        {"sidecar.json", text_of("sidecar.json")}},
                                       {}, today);
    ASSERT_TRUE(shipped) << refusal(shipped);
    for (const auto& record : shipped->records) {
        const auto sheet = sheet_of(record);
        EXPECT_FALSE(sheet.facts.owner.empty()) << record.id;
        EXPECT_FALSE(sheet.facts.source.empty()) << record.id;
        EXPECT_TRUE(sheet.facts.source_date) << record.id;
        EXPECT_TRUE(sheet.facts.last_checked) << record.id;
        EXPECT_FALSE(sheet.facts.kind.empty()) << record.id;
        EXPECT_FALSE(sheet.description.empty()) << record.id;
        EXPECT_FALSE(json::parse(record.official).contains("telephone"))
            << record.id << ": nobody checked one";
    }
}

TEST(ShippedDirectory, has_the_actors_and_measures_of_the_mission) {
    const auto shipped =
        format().read({{"s", text_of("structures.json")}, {"t", text_of("services.json")}}, {}, today);
    ASSERT_TRUE(shipped);
    for (const auto* id : {"cap-emploi",
                           "carsat-service-social",
                           "temps-partiel-therapeutique",
                           "reprise-d-un-travail-leger",
                           "essai-encadre",
                           "convention-de-reeducation-professionnelle",
                           "remobilisation-precoce",
                           "agefiph",
                           "mdph",
                           "cellule-pdp-spsti",
                           "cellule-pdp-assurance-maladie",
                           "etm-bretagne",
                           "cemaphor",
                           "bilan-kerpape",
                           "comete-france",
                           "france-travail",
                           "conseil-en-evolution-professionnelle",
                           "amiem",
                           "aidamt-22",
                           "adieph-56",
                           "fagerh",
                           "epnak",
                           "fondation-ildys",
                           "ops-cap-emploi-bretagne"})
        EXPECT_NE(std::ranges::find(shipped->records, "prevenance--" + std::string{id}, &DirectoryRecord::id),
                  shipped->records.end())
            << id;
}

TEST(DirectoryFile, reads_a_structure_its_service_and_what_stands_beside) {
    const auto done = read({structure()}, {service()}, {facts()});
    ASSERT_TRUE(done) << refusal(done);
    ASSERT_EQ(done->records.size(), 2U);
    const auto sheet = sheet_of(done->records[1]);
    EXPECT_EQ(sheet.name, "Un service");
    EXPECT_EQ(sheet.structure_id, "essai--structure");
    EXPECT_EQ(sheet.facts.owner, "Un service");
    EXPECT_TRUE(sheet.facts.long_delay);
    EXPECT_EQ(sheet.facts.needs_agreement, true);
    EXPECT_EQ(sheet.facts.last_checked, parse_iso_date("2026-11-01"));
    EXPECT_EQ(sheet.lines, (std::vector<std::pair<std::string, std::string>>{{"Prix", "gratuit"}}));
}

TEST(DirectoryFile, what_is_written_is_read_again_and_written_the_same) {
    const auto first = read({structure()}, {service()}, {facts()});
    ASSERT_TRUE(first);
    const auto texts = write_directory(first->records);
    const auto again =
        format().read({{"a", texts.structures}, {"b", texts.services}, {"c", texts.sidecar}}, {}, today);
    ASSERT_TRUE(again) << refusal(again);
    EXPECT_EQ(again->records, first->records);
    EXPECT_EQ(write_directory(again->records).services, texts.services);
    EXPECT_FALSE(holds(texts.services, "owner")) << "our facts never stand in the official objects";
}

TEST(DirectoryFile, refuses_what_the_schema_refuses) {
    auto bad = structure();
    bad["siret"] = "7328293200007";
    bad["reseaux_porteurs"] = {"carsat"};
    bad["nom"] = "Ab";
    bad["code_postal"] = "7500";
    bad["site_web"] = "javascript:alert(1)";
    bad["courriel"] = "personne";
    bad["date_maj"] = "22/11/2026";
    auto other = service();
    other["thematiques"] = {"sante--burnout"};
    other["publics"] = json::array();
    other["zone_eligibilite"] = {"bretagne"};
    other["modes_accueil"] = {"a-distance", "a-distance"};
    other["longitude"] = "trois";
    other.erase("description");
    const auto said = refusal(read({bad}, {other}));
    for (const auto* fault :
         {"siret : 14 chiffres", "« carsat »", "nom : au moins 3", "code_postal : 5 chiffres",
          "site_web : une adresse", "courriel : une adresse de courriel", "date_maj : un jour",
          "« sante--burnout »", "publics : la liste est vide", "zone_eligibilite",
          "modes_accueil : une valeur est donnée deux fois", "longitude : un nombre",
          "description : le champ est obligatoire"})
        EXPECT_TRUE(holds(said, fault)) << fault << "\n" << said;
}

TEST(DirectoryFile, refuses_what_only_the_rules_beyond_the_schema_refuse) {
    const auto with = [](const char* field, const json& value) {
        auto one = structure();
        one[field] = value;
        return refusal(read({one}, {}));
    };
    EXPECT_TRUE(holds(with("nom", "Une structure."), "[final_dot]"));
    EXPECT_TRUE(holds(with("date_maj", "1999-12-31"), "[too_early]"));
    EXPECT_TRUE(holds(with("date_maj", "2026-11-23"), "[in_the_future]"));
    EXPECT_TRUE(holds(with("id", "structure"), "[bad_id]"));
    EXPECT_TRUE(holds(with("id", "essai--a/b"), "[bad_id]"));
    EXPECT_TRUE(holds(with("id", "autre--a"), "[bad_id]"));
    EXPECT_TRUE(holds(with("owner", "moi"), "[unknown_field]"));
    EXPECT_TRUE(holds(with("description", "un\u0007deux"), "[control_character]"));
    auto right = structure();
    right["nom"] = "Des ateliers, des visites, etc.";
    right["date_maj"] = "2000-01-01";
    EXPECT_TRUE(read({right}, {}));
    right["date_maj"] = "2026-11-22";
    EXPECT_TRUE(read({right}, {})) << "today is not the future";
}

TEST(DirectoryFile, names_each_field_of_the_old_format_once_with_its_new_name) {
    json old_structure{{"source", "dora"},
                       {"id", "dora--1"},
                       {"nom", "Une structure"},
                       {"date_maj", "2024-01-02"},
                       {"typologie", "ASSO"},
                       {"presentation_resume", "Court"},
                       {"presentation_detail", "Long"},
                       {"antenne", false},
                       {"labels_nationaux", json::array()},
                       {"horaires_ouverture", "Mo"},
                       {"accessibilite", "https://exemple.fr"}};
    auto second = old_structure;
    second["id"] = "dora--2";
    json old_service{{"source", "dora"},
                     {"id", "dora--3"},
                     {"structure_id", "dora--1"},
                     {"nom", "Un service"},
                     {"description", "Assez long"},
                     {"date_maj", "2024-01-02"},
                     {"types", {"atelier"}},
                     {"frais", {"gratuit"}},
                     {"profils", {"adultes"}},
                     {"zone_diffusion_type", "departement"},
                     {"zone_diffusion_code", "38"},
                     {"zone_diffusion_nom", "Isère"},
                     {"modes_orientation_beneficiaire", json::array()},
                     {"prise_rdv", nullptr},
                     {"recurrence", "Mo"},
                     {"cumulable", true}};
    const auto said = refusal(read({old_structure, second}, {old_service}));
    for (const auto& [before, now] : std::vector<std::pair<std::string, std::string>>{
             {"typologie", "reseaux_porteurs"},
             {"labels_nationaux", "reseaux_porteurs"},
             {"presentation_resume", "description"},
             {"presentation_detail", "description"},
             {"horaires_ouverture", "horaires_accueil"},
             {"accessibilite", "accessibilite_lieu"},
             {"types", "type"},
             {"profils", "publics"},
             {"zone_diffusion_type", "zone_eligibilite"},
             {"zone_diffusion_code", "zone_eligibilite"},
             {"zone_diffusion_nom", "zone_eligibilite"},
             {"modes_orientation_beneficiaire", "modes_mobilisation"},
             {"prise_rdv", "lien_mobilisation"},
             {"recurrence", "horaires_accueil"}})
        EXPECT_TRUE(holds(said, "champ « " + before + " » : en v1, il s’appelle « " + now + " »"))
            << before << "\n"
            << said;
    EXPECT_TRUE(holds(said, "champ « antenne » : supprimé en v1"));
    EXPECT_TRUE(holds(said, "champ « cumulable » : supprimé en v1"));
    EXPECT_TRUE(holds(said, "« frais » est un seul mot"));
    EXPECT_TRUE(holds(said, "2 fiches, la première : structures.json, fiche 1"));
    EXPECT_EQ(said.find("typologie"), said.rfind("typologie")) << "once, however many records have it";
}

TEST(DirectoryFile, prices_of_the_old_format_hide_no_other_fault) {
    auto old = service();
    old["frais"] = {"gratuit"};
    auto other = service();
    other["id"] = "essai--autre";
    other["frais"] = "cher";
    const auto said = refusal(read({structure()}, {old, other}));
    EXPECT_TRUE(holds(said, "« frais » est un seul mot")) << said;
    EXPECT_TRUE(holds(said, "fiche 2 (essai--autre), frais : « cher »")) << said;
}

TEST(DirectoryFile, a_service_without_its_structure_is_still_a_service) {
    auto lost = service();
    lost.erase("structure_id");
    EXPECT_TRUE(holds(refusal(read({structure()}, {lost})), "structure_id : le champ est obligatoire"));
}

TEST(DirectoryFile, refuses_doubles_and_what_belongs_to_nothing) {
    EXPECT_TRUE(holds(refusal(read({structure(), structure()}, {})), "[duplicate]"));
    EXPECT_TRUE(holds(refusal(read({}, {service()})), "[unknown_structure]"));
    EXPECT_TRUE(holds(refusal(read({structure()}, {}, {facts()})), "[no_record]"));
    EXPECT_TRUE(holds(refusal(read({structure()}, {service()}, {facts(), facts()})), "[duplicate]"));
    auto other = facts();
    other["source"] = "autre";
    EXPECT_TRUE(holds(refusal(read({structure()}, {service()}, {other})), "[no_record]"));
}

TEST(DirectoryFile, refuses_facts_that_say_too_little_or_something_else) {
    auto bad = facts();
    bad.erase("owner");
    bad["kind"] = "person";
    bad["last_checked"] = "2026-11-23";
    bad["fact_source_date"] = "2018";
    bad["long_delay"] = "oui";
    bad["note"] = "x";
    const auto said = refusal(read({structure()}, {service()}, {bad}));
    for (const auto* fault : {"owner : le champ est obligatoire", "« person » n’est pas une sorte",
                              "last_checked : la date est dans le futur", "fact_source_date : un jour",
                              "long_delay : true ou false", "note : le champ n’existe pas"})
        EXPECT_TRUE(holds(said, fault)) << fault << "\n" << said;
}

TEST(DirectoryFile, a_sidecar_alone_speaks_of_what_is_known) {
    const auto known = read({structure()}, {service()});
    ASSERT_TRUE(known);
    const auto updated = format().read({{"sidecar.json", sidecar_of({facts()})}}, known->records, today);
    ASSERT_TRUE(updated) << refusal(updated);
    ASSERT_EQ(updated->records.size(), 1U);
    EXPECT_EQ(updated->records[0].official, known->records[1].official);
    EXPECT_EQ(sheet_of(updated->records[0]).facts.owner, "Un service");
    const auto again = format().read({{"services.json", json::array({service()}).dump()}},
                                     {known->records[0], updated->records[0]}, today);
    ASSERT_TRUE(again) << refusal(again);
    EXPECT_EQ(again->records[0].facts, updated->records[0].facts)
        << "a record that comes alone keeps its facts";
}

TEST(DirectoryFile, a_persons_name_is_taken_out) {
    auto named = service();
    named["contact_nom_prenom"] = "Personne Exemple";
    const auto done = read({structure()}, {named});
    ASSERT_TRUE(done) << refusal(done);
    EXPECT_EQ(done->names_taken_out, 1U);
    for (const auto& record : done->records) EXPECT_FALSE(holds(record.official, "Personne Exemple"));
}

TEST(DirectoryFile, refuses_bytes_that_are_no_directory) {
    for (const auto* text : {"", "{", "3", "null", "\"texte\"", "{\"a\":1}", "[1]", "[]", "{\"sheets\":3}",
                             "{\"format\":\"autre\",\"sheets\":[]}", "[{\"id\":3}]", "\xFF\xFE"})
        EXPECT_FALSE(format().read({{"fichier.json", text}}, {}, today)) << text;
    EXPECT_FALSE(
        format().read({{"grand.json", std::string(directory_file_bytes_limit + 1, ' ')}}, {}, today));
    std::vector<json> many;
    for (std::size_t i = 0; i <= directory_records_limit; ++i) {
        many.push_back(structure());
        many.back()["id"] = "essai--" + std::to_string(i);
    }
    EXPECT_TRUE(holds(refusal(read(many, {})), "[too_many]"));
}

TEST(DirectoryFile, refuses_what_is_nested_without_end) {
    const std::string deep(200'000, '[');
    EXPECT_FALSE(format().read({{"profond.json", deep + std::string(200'000, ']')}}, {}, today));
    auto nested = structure();
    json value = 1;
    for (int i = 0; i < 100; ++i) value = json::array({value});
    nested["reseaux_porteurs"] = value;
    EXPECT_FALSE(read({nested}, {}));
}

// Whatever stands in the file, it is taken or refused; and what is taken is shown and written again.
RC_GTEST_PROP(DirectoryFile, survives_any_file, ()) {
    static const auto values = std::vector<json>{nullptr,
                                                 true,
                                                 3,
                                                 -1.5,
                                                 "",
                                                 "texte",
                                                 json::array(),
                                                 json::array({1}),
                                                 json::array({"mdph"}),
                                                 json::object(),
                                                 "https://exemple.fr",
                                                 "2026-01-01"};
    static const auto names = std::vector<std::string>{
        "id",          "source",           "nom",   "date_maj", "siret",        "reseaux_porteurs",
        "thematiques", "zone_eligibilite", "frais", "site_web", "structure_id", "description",
        "longitude",   "inconnu",          "sheets"};
    auto one = *rc::gen::arbitrary<bool>() ? service() : structure();
    for (const auto& name : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(names)))
        one[name] = *rc::gen::elementOf(values);
    auto text = json::array({structure(), one}).dump();
    if (*rc::gen::inRange(0, 3) == 0)
        text[*rc::gen::inRange<std::size_t>(0, text.size())] = *rc::gen::arbitrary<char>();
    const auto done = format().read({{"fichier.json", text}}, {}, today);
    if (!done) {
        RC_ASSERT(!done.error().fields.empty());
        return;
    }
    for (const auto& record : done->records) RC_ASSERT(sheet_of(record).id == record.id);
    const auto written = write_directory(done->records);
    RC_ASSERT(format().read({{"a", written.structures}, {"b", written.services}}, {}, today).has_value());
}

TEST(OfficialSchema, refuses_a_schema_with_a_rule_it_does_not_know) {
    EXPECT_FALSE(OfficialSchema::read("s.json", "pas du JSON"));
    EXPECT_FALSE(OfficialSchema::read("s.json", "{}"));
    const auto unknown = OfficialSchema::read(
        "s.json",
        R"({"required":[],"$defs":{},"properties":{"a":{"anyOf":[{"type":"string","multipleOf":3}]}}})");
    ASSERT_FALSE(unknown);
    EXPECT_TRUE(holds(unknown.error().detail, "multipleOf"));
}

}  // namespace
}  // namespace prevenance::forms
