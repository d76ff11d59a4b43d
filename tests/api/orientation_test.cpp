// The directory and the orientation tree as visitors walk them; a service's own tree and sheets; a start with
// a broken tree; import, export and removal.
#include "api/commands/directory.h"
#include "api/guidance.h"
#include "storage/directory_records.h"
#include "storage/organisations.h"
#include "tests/api/changed_resources.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <deque>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

namespace prevenance::api {
namespace {

namespace fs = std::filesystem;

// A tree of one question and one leaf, with a sheet that ships.
constexpr const char* own_tree_text = R"(start: moment
nodes:
  - name: moment
    title: Une question du service
    choices:
      - {label: "Par ici", to: ici}
  - name: ici
    title: La réponse du service
    devices:
      - {label: "La cellule", sheets: [prevenance--cellule-pdp-spsti]}
)";

std::string file_text(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

void write_file(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
}

std::set<std::string> links_in(const Reply& page) {
    static const std::regex link{"href=\"(/(?:orientation|annuaire)[^\"#]*)\""};
    std::set<std::string> found;
    for (std::sregex_iterator at{page.body.begin(), page.body.end(), link}, end; at != end; ++at)
        found.insert((*at)[1]);
    return found;
}

std::string own_structure(const std::string& name) {
    return R"([{"source":"essai","id":"essai--structure","nom":")" + name +
           R"(","date_maj":"2026-03-01","description":"Une structure de cet essai."}])";
}

class Orientation : public testing::Test {
protected:
    Orientation() : anybody(instance) {}

    void give_employer_its_service() {
        instance.add_account(Role::referent, "referente");
        instance.add_account(Role::physician, "medecin");
    }
    Visitor signed_in(const std::string& login, Role role) {
        Visitor visitor{instance};
        visitor.sign_in(login, role);
        return visitor;
    }
    ExitCode run(ExitCode (*act)(Instance&, const DirectoryOptions&, Console&),
                 const DirectoryOptions& options) {
        said.str("");
        std::istringstream in;
        Console console{in, said, said};
        return act(instance.whole(), options, console);
    }
    bool says(const std::string& words) const { return said.str().find(words) != std::string::npos; }
    fs::path written(const std::string& name, const std::string& text) {
        write_file(instance.folder() / "files" / name, text);
        return instance.folder() / "files" / name;
    }

    TestInstance instance;
    Visitor anybody;
    std::ostringstream said;
};

TEST_F(Orientation, every_way_of_the_tree_ends_at_sheets_and_every_link_works_without_an_account) {
    std::set<std::string> seen;
    std::deque<std::string> waiting{"/orientation", "/annuaire"};
    std::size_t leaves = 0;
    while (!waiting.empty()) {
        const auto path = waiting.front();
        waiting.pop_front();
        if (!seen.insert(path).second) continue;
        const auto page = anybody.get(path);
        ASSERT_EQ(page.status, 200) << path;
        EXPECT_LE(page.body.size(), 30U * 1024U) << path;
        if (path.starts_with("/orientation/")) {
            EXPECT_TRUE(shows(page, "Revenir à la question précédente")) << path;
            EXPECT_TRUE(shows(page, "Votre chemin")) << path;
        }
        if (shows(page, "Ce sont des pistes")) {
            ++leaves;
            EXPECT_TRUE(shows(page, "Source :")) << path;
            EXPECT_TRUE(shows(page, "Dernière vérification :")) << path;
            EXPECT_TRUE(shows(page, "Tenue à jour par :")) << path;
        }
        for (const auto& link : links_in(page)) waiting.push_back(link);
    }
    EXPECT_GE(leaves, 30U) << "ways, not nodes";
    EXPECT_TRUE(seen.contains("/annuaire/prevenance--essai-encadre"));
    EXPECT_TRUE(seen.contains("/annuaire/guide?partie=2"));
}

TEST_F(Orientation, the_address_carries_the_way_and_each_step_leads_back) {
    const auto leaf = anybody.get("/orientation/avant.transferts");
    EXPECT_TRUE(shows(leaf, "Alléger les transferts et les charges"));
    const auto links = links_in(leaf);
    EXPECT_TRUE(links.contains("/orientation/avant")) << "the question before";
    EXPECT_TRUE(links.contains("/orientation")) << "the first question";
    EXPECT_TRUE(shows(leaf, "Elle travaille, sans arrêt"));
}

TEST_F(Orientation, an_unknown_step_or_sheet_is_not_found_like_any_other) {
    for (const auto* path :
         {"/orientation/nulle-part", "/orientation/avant.", "/orientation/poste", "/orientation/avant.avant",
          "/orientation/avant.poste.poste", "/annuaire/nulle-part", "/annuaire/prevenance--rien",
          "/annuaire/guide/1", "/annuaire?partie=0", "/annuaire?partie=2", "/annuaire?partie=x",
          "/annuaire/guide?partie=99"})
        EXPECT_EQ(anybody.get(path).status, 404) << path;
}

TEST_F(Orientation, a_sheet_says_who_decides_who_pays_and_when) {
    const auto page = anybody.get("/annuaire/prevenance--temps-partiel-therapeutique");
    for (const auto* words :
         {"Temps partiel thérapeutique", "Qui décide", "Qui paie", "Quand", "Assurance maladie",
          "Demandez l’accord de la personne avant de donner son nom."})
        EXPECT_TRUE(shows(page, words)) << words;
    EXPECT_TRUE(shows(anybody.get("/annuaire/prevenance--bilan-kerpape"), "Délai long"));
    EXPECT_TRUE(shows(anybody.get("/annuaire/prevenance--assurance-maladie"), "Essai encadré"));
}

TEST_F(Orientation, a_sheet_asks_to_be_checked_by_itself) {
    const std::string path = "/annuaire/prevenance--visite-a-la-demande";  // checked on 21 November 2026
    instance.clock().set(*parse_iso_date("2026-11-22"));
    EXPECT_FALSE(shows(anybody.get(path), "À vérifier."));
    instance.clock().set(*parse_iso_date("2027-05-21"));
    EXPECT_FALSE(shows(anybody.get(path), "À vérifier."));
    instance.clock().set(*parse_iso_date("2027-05-22"));
    EXPECT_TRUE(shows(anybody.get(path), "À vérifier."));
    EXPECT_TRUE(shows(anybody.get("/orientation/avant.horaires"), "À vérifier."));
}

TEST_F(Orientation, says_the_same_words_to_everybody_and_asks_for_no_account) {
    give_employer_its_service();
    auto referent = signed_in("referente", Role::referent);
    auto physician = signed_in("medecin", Role::physician);
    for (auto* visitor : {&anybody, &referent, &physician}) {
        EXPECT_TRUE(shows(visitor->get("/orientation"), "Où en est la personne"));
        EXPECT_TRUE(shows(visitor->get("/annuaire"), "Cap emploi"));
    }
    EXPECT_TRUE(links_in(anybody.get("/")).contains("/orientation"));
    EXPECT_TRUE(links_in(referent.get("/a-faire")).contains("/orientation"));
    instance.add_account(Role::cell_member, "cellule");
    EXPECT_TRUE(links_in(signed_in("cellule", Role::cell_member).get("/boite")).contains("/annuaire"));
}

TEST_F(Orientation, a_service_has_its_own_tree_and_its_employers_read_it) {
    give_employer_its_service();
    ASSERT_TRUE(instance.restart([&](Settings& settings) {
        write_file(own_tree(settings.data, instance.oh_service), own_tree_text);
    }));
    auto referent = signed_in("referente", Role::referent);
    auto physician = signed_in("medecin", Role::physician);
    for (auto* visitor : {&referent, &physician}) {
        EXPECT_TRUE(shows(visitor->get("/orientation"), "Une question du service"));
        EXPECT_EQ(visitor->get("/orientation/ici").status, 200);
        EXPECT_EQ(visitor->get("/orientation/avant").status, 404);
    }
    EXPECT_TRUE(shows(anybody.get("/orientation"), "Où en est la personne"))
        << "nobody's service: everybody's tree";
    EXPECT_EQ(anybody.get("/orientation/ici").status, 404);
}

TEST_F(Orientation, a_broken_tree_keeps_the_program_from_starting_and_says_how_to_mend_it) {
    const auto broken = instance.restart([&](Settings& settings) {
        write_file(own_tree(settings.data, instance.oh_service),
                   std::string{own_tree_text} + "  - name: ile\n    title: Île\n");
    });
    ASSERT_FALSE(broken);
    for (const auto* words : {"dead_end", "unreachable", "ile", "prevenance orientation check", ".yaml:"})
        EXPECT_NE(broken.error().detail.find(words), std::string::npos) << words << "\n"
                                                                        << broken.error().detail;
    EXPECT_TRUE(instance.restart(
        [&](Settings& settings) { fs::remove(own_tree(settings.data, instance.oh_service)); }));
}

TEST_F(Orientation, a_tree_named_after_no_service_is_said) {
    const auto stray = instance.restart([&](Settings& settings) {
        write_file(settings.data / "orientation" / "sante-13.yaml", own_tree_text);
    });
    ASSERT_FALSE(stray);
    EXPECT_NE(stray.error().detail.find("sante-13.yaml"), std::string::npos) << stray.error().detail;
    EXPECT_TRUE(instance.restart([&](Settings& settings) { fs::remove_all(settings.data / "orientation"); }));
}

TEST_F(Orientation, the_shipped_tree_and_directory_are_checked_too) {
    ChangedResources resources;
    resources.replace("config/orientation.yaml", "start: moment", "start: instant");
    const auto tree = instance.restart([&](Settings& settings) { settings.resources = resources.folder(); });
    ASSERT_FALSE(tree);
    EXPECT_NE(tree.error().detail.find("instant"), std::string::npos) << tree.error().detail;
    resources.replace("config/orientation.yaml", "start: instant", "start: moment");
    resources.replace("config/directory/structures.json", "cap-emploi-reseau-cheops", "carsat");
    const auto directory =
        instance.restart([&](Settings& settings) { settings.resources = resources.folder(); });
    ASSERT_FALSE(directory);
    EXPECT_NE(directory.error().detail.find("carsat"), std::string::npos) << directory.error().detail;
    EXPECT_TRUE(instance.restart());
}

TEST_F(Orientation, an_import_shows_first_and_keeps_all_or_nothing) {
    const auto file = written("structures.json", own_structure("Un lieu d’essai"));
    EXPECT_EQ(run(import_directory, {{file}, {}, {}, {}, false}), ExitCode::done);
    EXPECT_TRUE(says("nouvelle") && says("rien n’est enregistré")) << said.str();
    const auto count = [&] {
        return instance.services().cases.read([](const storage::Reader& reader) {
            return storage::DirectoryRecords{reader, std::nullopt}.all().size();
        });
    };
    EXPECT_EQ(count(), 0U);
    auto half = own_structure("Un lieu d’essai");
    half.insert(
        half.size() - 1,
        R"(,{"source":"essai","id":"essai--autre","nom":"Autre","date_maj":"2026-03-01","siret":"123"})");
    EXPECT_EQ(run(import_directory, {{written("moitie.json", half)}, {}, {}, {}, true}), ExitCode::failed);
    EXPECT_TRUE(says("siret") && says("Rien n’est enregistré")) << said.str();
    EXPECT_EQ(count(), 0U);
    EXPECT_EQ(run(import_directory, {{file}, {}, {}, {}, true}), ExitCode::done) << said.str();
    EXPECT_EQ(count(), 1U);
    ASSERT_TRUE(instance.restart());
    EXPECT_TRUE(shows(anybody.get("/annuaire/essai--structure"), "Un lieu d’essai"));
    EXPECT_TRUE(shows(anybody.get("/annuaire/essai--structure"), "À vérifier.")) << "nobody ever checked it";
    EXPECT_EQ(run(import_directory, {{file}, {}, {}, {}, true}), ExitCode::done);
    EXPECT_TRUE(says("À enregistrer\u00a0: 0")) << said.str();
}

TEST_F(Orientation, a_services_own_sheets_are_read_by_its_people_alone) {
    give_employer_its_service();
    const auto file = written("structures.json", own_structure("Un lieu d’essai"));
    EXPECT_EQ(run(import_directory, {{file}, {}, {}, "Santé au travail Exemple", true}), ExitCode::done)
        << said.str();
    ASSERT_TRUE(instance.restart());
    auto physician = signed_in("medecin", Role::physician);
    auto referent = signed_in("referente", Role::referent);
    EXPECT_EQ(physician.get("/annuaire/essai--structure").status, 200);
    EXPECT_EQ(referent.get("/annuaire/essai--structure").status, 200);
    EXPECT_EQ(anybody.get("/annuaire/essai--structure").status, 404);
    EXPECT_EQ(run(import_directory, {{file}, {}, {}, "Personne", true}), ExitCode::failed);
}

TEST_F(Orientation, an_export_is_imported_again_without_a_change) {
    const auto folder = instance.folder() / "export";
    EXPECT_EQ(run(export_directory, {{}, {}, folder, {}, false}), ExitCode::done) << said.str();
    EXPECT_EQ(run(export_directory, {{}, {}, folder, {}, false}), ExitCode::failed)
        << "nothing is written over";
    for (const auto* name : {"structures.json", "services.json", "sidecar.json"})
        EXPECT_EQ(file_text(folder / name),
                  file_text(fs::path{PREVENANCE_SOURCE_DIR} / "config" / "directory" / name))
            << name;
    instance.clock().set(*parse_iso_date("2026-11-23"));
    EXPECT_EQ(run(import_directory,
                  {{folder / "sidecar.json", folder / "services.json", folder / "structures.json"},
                   {},
                   {},
                   {},
                   true}),
              ExitCode::done)
        << said.str();
    EXPECT_TRUE(says("À enregistrer\u00a0: 0")) << said.str();
}

TEST_F(Orientation, what_was_imported_is_removed_unless_something_needs_it) {
    const auto structure = written("structures.json", own_structure("Un lieu d’essai"));
    const auto service = written(
        "services.json",
        R"([{"source":"essai","id":"essai--service","structure_id":"essai--structure","nom":"Un service",)"
        R"("description":"Ce que ce service propose.","date_maj":"2026-03-01"}])");
    ASSERT_EQ(run(import_directory, {{structure, service}, {}, {}, {}, true}), ExitCode::done) << said.str();
    EXPECT_EQ(run(remove_from_directory, {{}, {"essai--structure"}, {}, {}, false}), ExitCode::failed);
    EXPECT_TRUE(says("essai--service")) << said.str();
    EXPECT_EQ(run(remove_from_directory, {{}, {"prevenance--cap-emploi"}, {}, {}, false}), ExitCode::failed);
    EXPECT_EQ(run(remove_from_directory, {{}, {"essai--structure", "essai--service"}, {}, {}, false}),
              ExitCode::done)
        << said.str();
    ASSERT_TRUE(instance.restart());
    EXPECT_EQ(anybody.get("/annuaire/essai--service").status, 404);
}

TEST_F(Orientation, what_an_import_brings_is_shown_as_text) {
    auto text = own_structure("Un <b>lieu</b>");
    text.insert(text.size() - 2, R"(,"site_web":"https://exemple.fr/a?b=1&c=2")");
    ASSERT_EQ(run(import_directory, {{written("structures.json", text)}, {}, {}, {}, true}), ExitCode::done)
        << said.str();
    ASSERT_TRUE(instance.restart());
    const auto page = anybody.get("/annuaire/essai--structure");
    EXPECT_EQ(page.body.find("<b>lieu"), std::string::npos);
    EXPECT_NE(page.body.find("href=\"https://exemple.fr/a?b=1&amp;c=2\""), std::string::npos) << page.body;
}

}  // namespace
}  // namespace prevenance::api
