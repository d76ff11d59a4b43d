// The figures of a team: month by month, by page and by API, and what the rules about teams make of them.
#include "storage/audit_log.h"
#include "storage/team_figures.h"
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace prevenance::api {
namespace {

class RecordTeamFigures : public ::testing::Test {
protected:
    RecordTeamFigures() : key(employer.instance.add_api_key(employer.referent_account)) {}

    void fill_team(int people) {
        for (int i = 0; i < people; ++i)
            employer.instance.add_employee("1" + std::to_string(100 + i), "Personne", "Essai");
    }
    std::string path(const std::string& month) const { return list_path + "/" + month; }
    Reply post(const std::string& month, const Fields& fields) {
        referent.get(path(month));
        return referent.post(path(month), fields);
    }
    std::map<std::string, int> stored(const std::string& month) {
        const auto figures = employer.instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::TeamFigures{reader, employer.scope}.of_team(employer.instance.team);
        });
        std::map<std::string, int> found;
        for (const auto& figure : figures)
            if (iso_date(figure.from) == month + "-01") found[figure.code] = figure.count;
        return found;
    }

    EmployerCase employer;
    Visitor& referent = employer.referent;
    std::string key;
    std::string list_path = "/equipes/" + employer.instance.team.text() + "/chiffres";
    std::string api_path = "/api/v1/teams/" + employer.instance.team.text() + "/figures";
};

TEST_F(RecordTeamFigures, a_month_is_entered_shown_corrected_and_deleted) {
    EXPECT_NE(referent.get("/equipes").body.find(list_path), std::string::npos);
    EXPECT_TRUE(shows(referent.get(list_path), "Entrer les chiffres – février 2026"));
    const auto reply = post("2026-02", {{"HEURES_TRAVAILLEES", "4 120"}, {"INTERVENTIONS", "3050"}});
    ASSERT_EQ(reply.status, 303) << reply.body;
    const auto list = referent.get(header(reply, "Location"));
    EXPECT_TRUE(shows(list, "Les chiffres de l’équipe sont enregistrés."));
    EXPECT_TRUE(shows(list, "Heures travaillées"));
    EXPECT_EQ(stored("2026-02"),
              (std::map<std::string, int>{{"HEURES_TRAVAILLEES", 4120}, {"INTERVENTIONS", 3050}}));

    EXPECT_NE(referent.get(path("2026-02")).body.find("value=\"4120\""), std::string::npos);
    ASSERT_EQ(post("2026-02", {{"HEURES_TRAVAILLEES", "4200"}, {"INTERVENTIONS", ""}}).status, 303);
    EXPECT_EQ(stored("2026-02"), (std::map<std::string, int>{{"HEURES_TRAVAILLEES", 4200}}));
    ASSERT_EQ(post("2026-01", {{"HEURES_TRAVAILLEES", "0"}}).status, 303);

    referent.get(path("2026-02"));
    EXPECT_EQ(referent.post(path("2026-02") + "/supprimer", {}).status, 303);
    EXPECT_TRUE(stored("2026-02").empty());
    EXPECT_EQ(stored("2026-01"), (std::map<std::string, int>{{"HEURES_TRAVAILLEES", 0}}));
    const auto acts = employer.instance.services().cases.read([&](const storage::Reader& reader) {
        return employer.instance.services().audit.acts_on(reader, employer.instance.team.bytes);
    });
    ASSERT_EQ(acts.size(), 4U);
    EXPECT_EQ(acts.front().action, "team_figures.record");
    EXPECT_EQ(acts.back().action, "team_figures.delete");
}

TEST_F(RecordTeamFigures, every_error_is_said_at_once_and_values_stay) {
    const auto reply = post("2026-02", {{"HEURES_TRAVAILLEES", "12,5"},
                                        {"INTERVENTIONS", "1000000"},
                                        {"RECLAMATIONS", "-3"},
                                        {"SANS_REUNION", "7"}});
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "Écrivez un nombre entier, sans virgule ni unité"));
    EXPECT_TRUE(shows(reply, "Ce nombre est trop grand"));
    EXPECT_NE(reply.body.find("value=\"12,5\""), std::string::npos);
    EXPECT_NE(reply.body.find("value=\"7\""), std::string::npos);
    EXPECT_TRUE(shows(post("2026-02", {}), "Entrez au moins un nombre."));
    EXPECT_TRUE(stored("2026-02").empty());
}

TEST_F(RecordTeamFigures, numbers_that_would_point_at_somebody_need_eleven_people) {
    fill_team(9);  // ten with the first one
    const auto form = referent.get(path("2026-02"));
    EXPECT_TRUE(shows(form, "L’équipe compte moins de 11 personnes"));
    EXPECT_FALSE(shows(form, "Avis d’inaptitude"));
    const auto refused = post("2026-02", {{"INAPTITUDES", "1"}, {"INTERVENTIONS", "10"}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_TRUE(shows(refused, "ce nombre désignerait quelqu’un."));
    EXPECT_TRUE(stored("2026-02").empty());

    employer.instance.add_employee("999", "Onzième", "Essai");
    EXPECT_TRUE(shows(referent.get(path("2026-02")), "Avis d’inaptitude"));
    EXPECT_EQ(post("2026-02", {{"INAPTITUDES", "1"}}).status, 303);
}

TEST_F(RecordTeamFigures, only_a_month_that_is_over_has_figures) {
    for (const auto* month : {"2026-03", "2026-04", "2019-01", "2026-13", "2026-2", "février"}) {
        EXPECT_EQ(referent.get(path(month)).status, 404) << month;
        EXPECT_EQ(referent.post(path(month), {{"INTERVENTIONS", "1"}}).status, 404) << month;
        const auto api = call_api(employer.instance, key, "POST", api_path,
                                  "{\"month\":\"" + std::string{month} + "\",\"INTERVENTIONS\":1}", month);
        EXPECT_EQ(api.status, 422) << month;
        EXPECT_NE(api.body.find("#/month"), std::string::npos) << api.body;
    }
}

TEST_F(RecordTeamFigures, the_api_has_the_same_story_and_repeats_its_answer) {
    const std::string body = R"({"month":"2026-02","HEURES_TRAVAILLEES":4120,"RECLAMATIONS":3})";
    const auto first = call_api(employer.instance, key, "POST", api_path, body, "a");
    ASSERT_EQ(first.status, 201) << first.body;
    const auto again = call_api(employer.instance, key, "POST", api_path, body, "a");
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(header(again, "Idempotency-Replayed"), "true");
    const auto other =
        call_api(employer.instance, key, "POST", api_path, R"({"month":"2026-01","RECLAMATIONS":3})", "a");
    EXPECT_EQ(other.status, 409);
    EXPECT_NE(call_api(employer.instance, key, "POST", api_path, body).status, 201);  // without a key
    const auto list = call_api(employer.instance, key, "GET", api_path);
    EXPECT_EQ(list.status, 200);
    EXPECT_NE(list.body.find(R"({"month":"2026-02","figures":{"HEURES_TRAVAILLEES":4120,"RECLAMATIONS":3}})"),
              std::string::npos)
        << list.body;
    const auto wrong = call_api(employer.instance, key, "POST", api_path,
                                R"({"month":"2026-02","HEURES_TRAVAILLEES":"x","RECLAMATIONS":-1})", "b");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_NE(wrong.body.find("#/HEURES_TRAVAILLEES"), std::string::npos);
    EXPECT_NE(wrong.body.find("#/RECLAMATIONS"), std::string::npos);
}

TEST_F(RecordTeamFigures, another_employers_team_is_not_there) {
    const auto& instance = employer.instance;
    const auto foreign = instance.other_team.text();
    const std::string missing = "00000000-0000-0000-0000-000000000001";
    const auto text_of = [&](const std::string& team) {
        auto reply = referent.get("/equipes/" + team + "/chiffres");
        EXPECT_EQ(reply.status, 404);
        for (const auto* changing : {"Si vous appelez", "submission_key"})
            if (const auto at = reply.body.find(changing); at != std::string::npos) reply.body.erase(at, 100);
        return reply.body;
    };
    EXPECT_EQ(text_of(foreign), text_of(missing));
    EXPECT_EQ(referent.post("/equipes/" + foreign + "/chiffres/2026-02", {{"INTERVENTIONS", "1"}}).status,
              404);
    EXPECT_EQ(referent.post("/equipes/" + foreign + "/chiffres/2026-02/supprimer", {}).status, 404);
    for (const auto& team : {foreign, missing}) {
        const auto api = "/api/v1/teams/" + team + "/figures";
        EXPECT_EQ(call_api(employer.instance, key, "GET", api).status, 404);
        EXPECT_EQ(
            call_api(employer.instance, key, "POST", api, R"({"month":"2026-02","INTERVENTIONS":1})", team)
                .status,
            404);
    }
}

TEST_F(RecordTeamFigures, a_manager_and_a_forged_form_change_nothing) {
    employer.instance.add_account(Role::manager, "responsable");
    Visitor manager{employer.instance};
    manager.sign_in("responsable", Role::manager);
    for (const auto& address : {std::string{"/equipes"}, list_path, path("2026-02")})
        EXPECT_EQ(manager.get(address).status, 403) << address;
    EXPECT_EQ(manager.post(path("2026-02"), {{"INTERVENTIONS", "1"}}).status, 403);
    referent.get(path("2026-02"));
    EXPECT_EQ(referent.post_exactly(path("2026-02"), {{"INTERVENTIONS", "1"}}).status, 403);
    EXPECT_TRUE(stored("2026-02").empty());
}

// T11: five complaints for a thousand interventions, in a team of five or more.
TEST_F(RecordTeamFigures, complaints_are_a_question_about_the_teams_work_and_come_before_any_person) {
    fill_team(10);
    employer.add_three_absences(employer.employee);
    employer.screen();
    ASSERT_EQ(employer.suggestions().size(), 1U);
    ASSERT_EQ(post("2026-02", {{"INTERVENTIONS", "1000"}, {"RECLAMATIONS", "9"}}).status, 303);
    std::set<std::string> rules;
    for (const auto& suggestion : employer.suggestions()) rules.insert(suggestion.rule);
    EXPECT_EQ(rules, (std::set<std::string>{"S1", "T11"}));

    const auto tasks = referent.get("/a-faire").body;
    const auto team = tasks.find("D’abord le travail des équipes");
    const auto person = tasks.find("Un échange pourrait être utile");
    ASSERT_NE(team, std::string::npos);
    ASSERT_NE(person, std::string::npos);
    EXPECT_LT(team, person);
    EXPECT_LT(tasks.find("Les réclamations sont fréquentes"), person);
    EXPECT_FALSE(shows(referent.get("/calendrier"), "réclamations"));

    referent.get(path("2026-02"));
    ASSERT_EQ(referent.post(path("2026-02") + "/supprimer", {}).status, 303);
    EXPECT_EQ(employer.suggestions().size(), 1U);  // its facts are gone
}

}  // namespace
}  // namespace prevenance::api
