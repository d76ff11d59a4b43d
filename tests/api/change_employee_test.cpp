// The employer's people: list, file, page of facts, the API's face, and who sees none of it.
#include "storage/case_file.h"
#include "storage/database.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

#include <fstream>

namespace prevenance::api {
namespace {

class ChangeEmployee : public ::testing::Test {
protected:
    ChangeEmployee() { key = instance.add_api_key(instance.add_account(Role::referent, "referente")); }

    Visitor signed_in() {
        Visitor visitor{instance};
        visitor.sign_in("referente", Role::referent);
        return visitor;
    }

    Fields complete() {
        return {{"given_name", "Camille"},    {"family_name", "Durand"},      {"payroll_number", "0042"},
                {"birth_year", "1980"},       {"team", instance.team.text()}, {"job_family", "AAD"},
                {"entered_on", "06/01/2020"}, {"informed_on", "02/01/2026"}};
    }

    std::string json(const std::string& number) {
        return "{\"given_name\":\"Camille\",\"family_name\":\"Durand\",\"payroll_number\":\"" + number +
               "\",\"team\":\"" + instance.team.text() +
               "\",\"job_family\":\"AAD\",\"entered_on\":\"2020-01-06\"}";
    }

    void note_absences(EmployeeId employee) {
        instance.services().cases.write([&](storage::Transaction& transaction) {
            const storage::CaseFile file{transaction, EmployerScope::for_job(instance.employer)};
            const auto day = *parse_iso_date("2026-02-02");
            file.add(transaction, storage::AbsenceRecord{instance.services().randomness.new_id<FactId>(),
                                                         employee, "MALADIE", day, day + Days{2},
                                                         instance.clock().now(), std::nullopt});
            instance.services().audit.record(
                transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
        });
    }

    TestInstance instance;
    std::string key;
};

TEST_F(ChangeEmployee, a_search_by_name_is_no_address) {
    for (int i = 0; i < 60; ++i)
        instance.add_employee("M" + std::to_string(i), "Ada", "Nom" + std::to_string(100 + i));
    auto visitor = signed_in();
    const auto all = visitor.get("/salaries");
    EXPECT_NE(all.body.find("href=\"/salaries?page=2\""), std::string::npos) << "the whole list names nobody";
    EXPECT_EQ(all.body.find("method=\"get\""), std::string::npos);
    EXPECT_EQ(visitor.post_exactly("/salaries/chercher", {{"q", "Ada"}}).status, 403)
        << "without the form's token";
    visitor.get("/salaries");
    const auto found = visitor.post("/salaries/chercher", {{"q", "Ada"}});
    EXPECT_EQ(found.status, 200);
    EXPECT_TRUE(shows(found, "60 personnes") && shows(found, "Page suivante"));
    EXPECT_EQ(found.body.find("?q="), std::string::npos);
    EXPECT_EQ(found.body.find("?page="), std::string::npos);
    const auto second = visitor.post("/salaries/chercher", {{"q", "Ada"}, {"page", "2"}});
    EXPECT_TRUE(shows(second, "Nom159") && shows(second, "Page précédente"));
    EXPECT_FALSE(shows(second, "Nom100"));
    EXPECT_TRUE(shows(visitor.get("/salaries?q=zzz"), "Nom100")) << "an address finds nobody";
}

TEST_F(ChangeEmployee, a_person_is_added_found_and_corrected) {
    auto visitor = signed_in();
    visitor.get("/salaries/nouveau");
    const auto added = visitor.post("/salaries/nouveau", complete());
    ASSERT_EQ(added.status, 303) << added.body;
    const auto page = visitor.get(header(added, "Location"));
    EXPECT_TRUE(shows(page, "Camille Durand"));
    EXPECT_TRUE(shows(page, "0042"));
    EXPECT_TRUE(shows(page, "Aucun échange proposé"));
    EXPECT_TRUE(shows(page, "Aucun fait noté pour Camille Durand."));
    visitor.get("/salaries");
    EXPECT_TRUE(shows(visitor.post("/salaries/chercher", {{"q", "DURÁND"}}), "Camille Durand"));

    const auto path = header(added, "Location").substr(0, header(added, "Location").find('?'));
    EXPECT_NE(visitor.get(path + "/modifier").body.find("value=\"06/01/2020\""), std::string::npos);
    auto changed = complete();
    changed.erase("family_name");
    changed.emplace("family_name", "Martin");
    EXPECT_EQ(visitor.post(path + "/modifier", changed).status, 303);
    EXPECT_TRUE(shows(visitor.get(path), "Camille Martin"));
}

TEST_F(ChangeEmployee, every_error_is_said_at_once_and_values_stay) {
    auto visitor = signed_in();
    visitor.get("/salaries/nouveau");
    const auto reply = visitor.post("/salaries/nouveau", {{"given_name", "Camille"},
                                                          {"birth_year", "12/03/1980"},
                                                          {"entered_on", "31/02/2026"},
                                                          {"informed_on", "13/03/2026"}});
    EXPECT_EQ(reply.status, 422);
    for (const auto* words :
         {"Indiquez le nom.", "Indiquez le matricule de paie.", "Choisissez une équipe.",
          "Choisissez un métier.", "Écrivez l’année seulement", "« 31/02/2026 » n’est pas une date.",
          "La date ne peut pas être dans le futur."})
        EXPECT_TRUE(shows(reply, words)) << words;
    EXPECT_NE(reply.body.find("value=\"Camille\""), std::string::npos);
    EXPECT_FALSE(shows(visitor.get("/salaries"), "Camille"));
}

TEST_F(ChangeEmployee, somebody_does_not_leave_before_coming) {
    auto visitor = signed_in();
    visitor.get("/salaries/nouveau");
    auto fields = complete();
    fields.emplace("left_on", "05/01/2020");
    EXPECT_TRUE(
        shows(visitor.post("/salaries/nouveau", fields), "La date de sortie est avant la date d’entrée."));
}

TEST_F(ChangeEmployee, a_payroll_number_belongs_to_one_person) {
    instance.add_employee("0042", "Sacha", "Petit");
    auto visitor = signed_in();
    visitor.get("/salaries/nouveau");
    const auto page = visitor.post("/salaries/nouveau", complete());
    EXPECT_EQ(page.status, 422);
    EXPECT_TRUE(shows(page, "Ce matricule est déjà celui d’une autre personne"));
    EXPECT_NE(page.body.find("value=\"Durand\""), std::string::npos);
    const auto api = call_api(instance, key, "POST", "/api/v1/employees", json("0042"), "a");
    EXPECT_EQ(api.status, 422);
    EXPECT_NE(api.body.find("#/payroll_number"), std::string::npos);
    EXPECT_EQ(call_api(instance, key, "POST", "/api/v1/employees", json("42"), "b").status, 201);
}

TEST_F(ChangeEmployee, the_same_number_is_free_at_another_employer) {
    instance.add_employee_of(instance.other_employer, instance.other_team, "0042", "Sacha", "Petit");
    EXPECT_EQ(call_api(instance, key, "POST", "/api/v1/employees", json("0042"), "a").status, 201);
}

TEST_F(ChangeEmployee, a_form_sent_twice_adds_one_person) {
    auto visitor = signed_in();
    visitor.get("/salaries/nouveau");
    auto fields = complete();
    fields.emplace("form_token", visitor.hidden("form_token"));
    fields.emplace("submission_key", visitor.hidden("submission_key"));
    const auto first = visitor.post_exactly("/salaries/nouveau", fields);
    const auto second = visitor.post_exactly("/salaries/nouveau", fields);
    EXPECT_EQ(second.status, 303);
    EXPECT_EQ(header(first, "Location"), header(second, "Location"));
}

TEST_F(ChangeEmployee, a_foreign_team_is_not_there) {
    auto visitor = signed_in();
    visitor.get("/salaries/nouveau");
    auto fields = complete();
    fields.erase("team");
    fields.emplace("team", instance.other_team.text());
    EXPECT_TRUE(
        shows(visitor.post("/salaries/nouveau", fields), "Cette équipe n’existe pas dans votre structure."));
}

TEST_F(ChangeEmployee, the_api_pages_by_cursor_and_every_person_comes_once) {
    for (int i = 0; i < 5; ++i) instance.add_employee("10" + std::to_string(i), "Personne", "Essai");
    instance.add_employee_of(instance.other_employer, instance.other_team, "900", "Voisine", "Ailleurs");
    std::string body;
    std::string path = "/api/v1/employees?limit=2";
    int pages = 0;
    while (!path.empty()) {
        const auto reply = call_api(instance, key, "GET", path);
        ASSERT_EQ(reply.status, 200);
        body += reply.body;
        ++pages;
        const auto link = header(reply, "Link");
        path = link.empty() ? "" : link.substr(1, link.find('>') - 1);
    }
    EXPECT_EQ(pages, 3);
    for (int i = 0; i < 5; ++i) {
        const auto number = "\"payroll_number\":\"10" + std::to_string(i) + "\"";
        EXPECT_NE(body.find(number), std::string::npos);
        EXPECT_EQ(body.find(number), body.rfind(number));
    }
    EXPECT_EQ(body.find("Voisine"), std::string::npos);
    EXPECT_EQ(call_api(instance, key, "GET", "/api/v1/employees?limit=0").status, 422);
    EXPECT_EQ(call_api(instance, key, "GET", "/api/v1/employees?after=x").status, 422);
}

TEST_F(ChangeEmployee, a_missing_and_a_foreign_person_are_the_same_page) {
    const auto foreign =
        instance.add_employee_of(instance.other_employer, instance.other_team, "900", "Voisine", "Ailleurs");
    auto visitor = signed_in();
    const auto text_of = [&](const std::string& id) {
        auto reply = visitor.get("/salaries/" + id);
        EXPECT_EQ(reply.status, 404);
        for (const auto* changing : {"Si vous appelez", "submission_key"})
            if (const auto at = reply.body.find(changing); at != std::string::npos) reply.body.erase(at, 100);
        return reply.body;
    };
    EXPECT_EQ(text_of(foreign.text()), text_of("00000000-0000-0000-0000-000000000001"));
    EXPECT_EQ(call_api(instance, key, "GET", "/api/v1/employees/" + foreign.text()).status, 404);
}

TEST_F(ChangeEmployee, the_day_of_information_is_noted_and_never_in_the_future) {
    const auto id = instance.add_employee("0042", "Camille", "Durand");
    auto visitor = signed_in();
    visitor.get("/salaries/" + id.text());
    EXPECT_EQ(visitor.post("/salaries/" + id.text() + "/information", {{"informed_on", "13/03/2026"}}).status,
              422);
    EXPECT_EQ(visitor.post("/salaries/" + id.text() + "/information", {{"informed_on", "12/03/2026"}}).status,
              303);
    EXPECT_TRUE(shows(visitor.get("/salaries/" + id.text()), "le 12 mars 2026"));
}

TEST_F(ChangeEmployee, the_page_of_a_person_shows_dates_and_never_a_cause) {
    const auto id = instance.add_employee("0042", "Camille", "Durand");
    note_absences(id);
    auto visitor = signed_in();
    const auto page = visitor.get("/salaries/" + id.text());
    EXPECT_TRUE(shows(page, "Absence : du 2 au 4 févr. 2026"));
    EXPECT_EQ(page.body.find("MALADIE"), std::string::npos);
    EXPECT_EQ(page.body.find("score"), std::string::npos);
}

TEST_F(ChangeEmployee, a_manager_reaches_neither_list_nor_page_nor_api) {
    const auto id = instance.add_employee("0042", "Camille", "Durand");
    const auto manager_key = instance.add_api_key(instance.add_account(Role::manager, "responsable"));
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    for (const auto& path :
         {std::string{"/salaries"}, "/salaries/" + id.text(), "/salaries/" + id.text() + "/modifier",
          std::string{"/calendrier"}, std::string{"/calendrier/arret"}, std::string{"/equipes/nouvelle"}}) {
        const auto reply = visitor.get(path);
        EXPECT_EQ(reply.status, 403) << path;
        EXPECT_FALSE(shows(reply, "Durand")) << path;
    }
    EXPECT_EQ(call_api(instance, manager_key, "GET", "/api/v1/employees").status, 403);
    EXPECT_EQ(call_api(instance, manager_key, "POST", "/api/v1/employees", json("1"), "a").status, 403);
}

TEST_F(ChangeEmployee, the_database_file_holds_no_name) {
    auto visitor = signed_in();
    visitor.get("/salaries/nouveau");
    auto fields = complete();
    fields.erase("family_name");
    fields.emplace("family_name", "Canarinomdefamille");
    ASSERT_EQ(visitor.post("/salaries/nouveau", fields).status, 303);
    for (const auto& file : std::filesystem::recursive_directory_iterator(instance.folder())) {
        if (!file.is_regular_file()) continue;
        std::ifstream stream{file.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
        EXPECT_EQ(bytes.find("Canarinomdefamille"), std::string::npos) << file.path();
    }
}

TEST_F(ChangeEmployee, the_api_lists_the_own_teams_only) {
    const auto reply = call_api(instance, key, "GET", "/api/v1/teams");
    EXPECT_EQ(reply.body,
              "{\"teams\":[{\"id\":\"" + instance.team.text() + "\",\"name\":\"Secteur Nord\"}]}");
}

TEST_F(ChangeEmployee, a_team_is_added_once) {
    auto visitor = signed_in();
    visitor.get("/equipes/nouvelle");
    EXPECT_EQ(visitor.post("/equipes/nouvelle", {{"name", "Secteur Est"}}).status, 303);
    visitor.get("/equipes/nouvelle");
    const auto again = visitor.post("/equipes/nouvelle", {{"name", "Secteur Est"}});
    EXPECT_EQ(again.status, 422);
    EXPECT_TRUE(shows(again, "Une de vos équipes porte déjà ce nom."));
    EXPECT_TRUE(shows(visitor.post("/equipes/nouvelle", {{"name", " "}}), "Donnez un nom à l’équipe."));
}

}  // namespace
}  // namespace prevenance::api
