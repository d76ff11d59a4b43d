// Leaflets and documents as pages and as PDF: who may have them, what is filled in, and what is never on
// them.
#include "storage/case_file.h"
#include "tests/api/employer_case.h"
#include "tests/api/printed_text.h"

#include <gtest/gtest.h>

#include <array>
#include <regex>

namespace prevenance::api {
namespace {

constexpr std::array<const char*, 6> leaflet_names{
    "salarie", "employeur", "procedure", "medecin-traitant", "guide-d-entretien", "noter-un-signal"};

struct DocumentsCase : EmployerCase {
    // Of the employer's one team, raised today, as a night's screening would.
    void raise_about_team(const std::string& rule, Date as_of) {
        auto& services = instance.services();
        services.cases.write([&](storage::Transaction& transaction) {
            storage::SuggestionRecord suggestion;
            suggestion.id = services.randomness.new_id<SuggestionId>();
            suggestion.team = instance.team;
            suggestion.rule = rule;
            suggestion.content_hash = std::string(64, '0');
            suggestion.as_of = as_of;
            suggestion.raised_at = instance.clock().now();
            suggestion.evidence = {{{}, "SORTIE", as_of, as_of}};
            suggestion.counted = {{"exits", 2}, {"headcount", 4321}};
            storage::CaseFile::archive(transaction, {suggestion.content_hash, rule, "1", "{}"},
                                       instance.clock().now());
            storage::CaseFile{transaction, scope}.add(transaction, suggestion);
            services.audit.record(transaction,
                                  {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
        });
    }
    void employ(int people) {
        for (int i = 0; i < people; ++i)
            instance.add_employee("1" + std::to_string(1000 + i), "Sacha", "Personne" + std::to_string(i));
    }
    Date today() { return in_paris(instance.clock().now()).date; }
    std::int64_t acts(const std::string& action) {
        return count("SELECT count(*) FROM audit_entry WHERE action = ?", {action});
    }
};

TEST(Leaflets, are_everybodys_and_name_nobody) {
    DocumentsCase given;
    Visitor anybody{given.instance};
    const auto list = anybody.get("/fiches");
    for (const auto* name : leaflet_names) {
        const auto path = "/fiches/" + std::string{name};
        EXPECT_NE(list.body.find("href=\"" + path + "\""), std::string::npos) << path;
        const auto page = anybody.get(path);
        ASSERT_EQ(page.status, 200) << path;
        EXPECT_NE(page.body.find("<dt>Téléphone</dt><dd>………"), std::string::npos) << path;
        EXPECT_NE(page.body.find("href=\"" + path + "/pdf\""), std::string::npos);
        const auto own = given.referent.get(path);
        for (const auto* words :
             {"Aide à domicile Exemple", "Santé au travail Exemple", "Dominique Essai", "01 00 00 00 01"})
            EXPECT_TRUE(shows(own, words)) << path << words;
        for (const auto* person : {"Durand", "00042"}) EXPECT_FALSE(shows(own, person)) << path;
    }
    EXPECT_EQ(anybody.get("/fiches/autre").status, 404);
    EXPECT_EQ(given.count("SELECT count(*) FROM audit_entry WHERE action LIKE 'leaflet%'"), 0);
}

TEST(Leaflets, are_tagged_pdf_with_the_contacts_of_who_asks) {
    DocumentsCase given;
    Visitor anybody{given.instance};
    const auto file = anybody.get("/fiches/salarie/pdf");
    expect_readable_pdf(file, "six étapes");
    EXPECT_EQ(header(file, "Content-Disposition"), "attachment; filename=\"salarie.pdf\"");
    EXPECT_EQ(anybody.get("/fiches/salarie/pdf").body, file.body) << "made once for all";
    const auto own = text_of_pdf(given.referent.get("/fiches/salarie/pdf"));
    EXPECT_NE(own.find("Santé au travail Exemple"), std::string::npos) << own;
    EXPECT_EQ(text_of_pdf(file).find("Santé au travail Exemple"), std::string::npos);
    for (const auto* name : leaflet_names)
        expect_readable_pdf(anybody.get("/fiches/" + std::string{name} + "/pdf"), "Title:");
}

// What a page hides from print is not in the file either.
TEST(Documents, are_also_tagged_pdf_without_what_belongs_to_the_screen) {
    DocumentsCase given;
    for (const auto* name : {"notice", "registre", "document-unique", "comite"}) {
        const auto file = given.referent.get("/documents/" + std::string{name} + "/pdf");
        expect_readable_pdf(file, "Title:");
        const auto text = text_of_pdf(file);
        for (const auto* screen : {"Revenir", "Télécharger", "Se déconnecter", "Imprimer"})
            EXPECT_EQ(text.find(screen), std::string::npos) << name << screen;
        EXPECT_NE(text.find("Aide à domicile Exemple"), std::string::npos) << name;
    }
    EXPECT_EQ(given.referent.get("/documents/autre/pdf").status, 404);
}

TEST(VisitRequest, is_a_pdf_whose_title_names_nobody_and_whose_reading_is_on_record) {
    DocumentsCase given;
    given.record_talk(given.employee);
    const auto path = "/salaries/" + given.employee.text() + "/demande-de-visite";
    given.referent.get(path);
    const auto reply =
        given.referent.post(path, {{"object", "tasks_difficult"},
                                   {"motive", "Les <b>tournées</b> comptent « beaucoup » de transferts."},
                                   {"informed_on", "2026-03-12"},
                                   {"decided", "true"}});
    auto letter = header(reply, "Location");
    letter = letter.substr(0, letter.find('?'));
    const auto before = given.acts("visit_request.read");
    const auto file = given.referent.get(letter + "/pdf");
    expect_readable_pdf(file, "Demande de visite par l’employeur");
    EXPECT_EQ(file.body.find("Camille"), std::string::npos)
        << "neither in the title nor anywhere uncompressed";
    const auto text = text_of_pdf(file);
    for (const auto* words :
         {"Camille Durand", "Les <b>tournées</b> comptent « beaucoup » de transferts.", "R4624-34"})
        EXPECT_NE(text.find(words), std::string::npos) << words << text;
    EXPECT_EQ(text.find("Le service n’a rien envoyé"), std::string::npos);
    EXPECT_EQ(given.acts("visit_request.read"), before + 1);
    Visitor anybody{given.instance};
    EXPECT_EQ(anybody.get(letter + "/pdf").status, 303);
}

TEST(ReturnInformation, is_for_the_person_and_holds_the_law_and_no_absence) {
    DocumentsCase given;
    given.add_absence(given.employee, "2026-01-05", "2026-03-10");
    const auto path = "/salaries/" + given.employee.text() + "/information-retour";
    const auto page = given.referent.get(path);
    ASSERT_EQ(page.status, 200);
    for (const auto* words : {"Camille Durand", "rendez-vous de liaison", "visite de préreprise", "L1226-1-3",
                              "L4624-2-4", "R4624-29", "plus de trente jours", "aucune conséquence",
                              "sauf si vous vous y opposez", "Santé au travail Exemple", "01 00 00 00 01"})
        EXPECT_TRUE(shows(page, words)) << words;
    for (const auto* absence : {"janv", "10 mars", "MALADIE", "65 jours"})
        EXPECT_FALSE(shows(page, absence)) << absence;
    const auto file = given.referent.get(path + "/pdf");
    expect_readable_pdf(file, "Pendant votre arrêt");
    EXPECT_EQ(given.acts("return_letter.read"), 2);
    EXPECT_TRUE(
        shows(given.referent.get("/salaries/" + given.employee.text()), "Lettre pendant un arrêt long"));
    EXPECT_EQ(given.count("SELECT count(*) FROM outbox"), 0) << "nothing is sent";
}

TEST(RiskRegister, has_a_line_about_a_large_enough_team_and_about_nobody) {
    DocumentsCase given;
    given.raise_about_team("T1", given.today());
    EXPECT_TRUE(shows(given.referent.get("/documents/document-unique"), "Aucune ligne à ce jour"))
        << "one person";
    given.employ(3);
    EXPECT_TRUE(shows(given.referent.get("/documents/document-unique"), "Aucune ligne à ce jour"))
        << "four people";
    given.instance.add_employee("2000", "Sacha", "Cinquième");
    const auto page = given.referent.get("/documents/document-unique");
    for (const auto* words :
         {"Secteur Nord", "L’équipe se renouvelle plus vite qu’avant", "Comprendre les départs"})
        EXPECT_TRUE(shows(page, words)) << words;
    // No count of a finding, no name, no number of people.
    for (const auto* word : {"4321", "Camille", "Durand", "Sacha", "00042", "2 départs"})
        EXPECT_FALSE(shows(page, word)) << word;
    const auto csv = given.referent.get("/documents/document-unique.csv");
    EXPECT_TRUE(csv.media_type.starts_with("text/csv"));
    EXPECT_NE(csv.body.find("Secteur Nord"), std::string::npos);
    for (const auto* word : {"4321", "Camille", "Durand", "Sacha"})
        EXPECT_EQ(csv.body.find(word), std::string::npos);
}

TEST(RiskRegister, asks_for_the_people_each_rule_asks_for_and_forgets_after_a_year) {
    DocumentsCase given;
    given.employ(6);
    given.raise_about_team("T3", given.today());
    EXPECT_FALSE(shows(given.referent.get("/documents/document-unique"), "Secteur Nord"))
        << "T3 counts from eleven on";
    for (int i = 0; i < 4; ++i)
        given.instance.add_employee("3" + std::to_string(i), "Sacha", "Autre" + std::to_string(i));
    EXPECT_TRUE(shows(given.referent.get("/documents/document-unique"), "Secteur Nord"));
    given.instance.clock().move(std::chrono::days{366});
    given.referent.sign_in("referente", Role::referent);
    EXPECT_FALSE(shows(given.referent.get("/documents/document-unique"), "Secteur Nord"));
}

TEST(CouncilSheet, gives_no_figure_below_eleven_people_and_no_small_number) {
    DocumentsCase given;
    given.employ(9);
    given.raise_about_team("T1", given.today());
    auto page = given.referent.get("/documents/comite");
    EXPECT_TRUE(shows(page, "Non dit : le nombre de personnes est trop petit."));
    EXPECT_FALSE(shows(page, "se renouvelle plus vite"));
    EXPECT_FALSE(std::regex_search(page.body, std::regex{"<td>[0-9]"}));
    given.instance.add_employee("4000", "Sacha", "Onzième");
    page = given.referent.get("/documents/comite");
    EXPECT_TRUE(shows(page, "se renouvelle plus vite"));
    for (const auto* word : {"Camille", "Durand", "Sacha", "Secteur Nord", "invitations remises"})
        EXPECT_FALSE(shows(page, word)) << word;
}

TEST(Documents, are_for_those_they_are_meant_for) {
    DocumentsCase given;
    given.instance.add_account(Role::manager, "manager");
    given.instance.add_account(Role::physician, "medecin");
    given.instance.add_account(Role::cell_member, "cellule");
    Visitor manager{given.instance};
    Visitor physician{given.instance};
    Visitor cell{given.instance};
    Visitor anybody{given.instance};
    manager.sign_in("manager", Role::manager);
    physician.sign_in("medecin", Role::physician);
    cell.sign_in("cellule", Role::cell_member);
    for (const auto* path :
         {"/documents/document-unique", "/documents/comite", "/documents/document-unique.csv"}) {
        EXPECT_EQ(manager.get(path).status, 403) << path;
        EXPECT_EQ(physician.get(path).status, 403) << path;
        EXPECT_EQ(anybody.get(path).status, 303) << path;
    }
    EXPECT_EQ(manager.get("/salaries/" + given.employee.text() + "/information-retour").status, 403);
    EXPECT_TRUE(shows(physician.get("/boite/documents"), "Fiche de signalement et fiche relais"));
    EXPECT_FALSE(shows(cell.get("/boite/documents"), "Fiche de signalement et fiche relais"));
    EXPECT_TRUE(shows(cell.get("/boite/documents"), "La procédure en quatre étapes"));
    EXPECT_TRUE(shows(physician.get("/fiches/medecin-traitant"), "Santé au travail Exemple"));
    EXPECT_FALSE(shows(physician.get("/fiches/medecin-traitant"), "Aide à domicile Exemple"));
    const auto list = given.referent.get("/documents");
    for (const auto* path :
         {"/fiches/salarie", "/documents/document-unique", "/documents/comite", "/documents/notice"})
        EXPECT_NE(list.body.find("href=\"" + std::string{path} + "\""), std::string::npos) << path;
}

TEST(Documents, without_the_engine_a_page_says_so_and_shows_the_way_to_print) {
    DocumentsCase given;
    ASSERT_TRUE(
        given.instance.restart([](Settings& settings) { settings.pdf_engine = "/nowhere/weasyprint"; }));
    Visitor anybody{given.instance};
    const auto page = anybody.get("/fiches/salarie");
    EXPECT_TRUE(shows(page, "ce site ne fabrique pas de fichiers PDF"));
    EXPECT_EQ(page.body.find("/pdf\""), std::string::npos) << "no broken link";
    const auto none = anybody.get("/fiches/salarie/pdf");
    EXPECT_EQ(none.status, 503);
    EXPECT_TRUE(shows(none, "Ce site ne fabrique pas de fichiers PDF."));
    EXPECT_NE(none.body.find("href=\"/fiches/salarie\""), std::string::npos);
    given.referent.sign_in("referente", Role::referent);
    const auto letter = "/salaries/" + given.employee.text() + "/information-retour";
    const auto before = given.acts("return_letter.read");
    EXPECT_EQ(given.referent.get(letter + "/pdf").status, 503);
    EXPECT_EQ(given.acts("return_letter.read"), before) << "nothing was read";
}

}  // namespace
}  // namespace prevenance::api
