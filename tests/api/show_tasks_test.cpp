// What is to do, and the legal calendar: what a référent finds there, what a manager never does.
#include "storage/case_file.h"
#include "storage/organisations.h"
#include "tests/api/test_instance.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

class Tasks : public ::testing::Test {
protected:
    Tasks() {
        person = instance.add_employee("0042", "Camille", "Durand");
        referent = instance.add_account(Role::referent, "referente");
        instance.add_account(Role::manager, "responsable");
        key = instance.add_api_key(referent);
    }

    Visitor signed_in() {
        Visitor visitor{instance};
        visitor.sign_in("referente", Role::referent);
        return visitor;
    }

    void record(const std::string& type) {
        const auto reply = call_api(instance, key, "POST", "/api/v1/signals",
                                    "{\"employee\":\"" + person.text() + "\",\"type\":\"" + type +
                                        "\",\"happened_on\":\"2026-03-12\"}",
                                    type);
        ASSERT_EQ(reply.status, 201) << reply.body;
    }

    std::vector<storage::SuggestionRecord> open() {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::CaseFile{reader, EmployerScope::for_job(instance.employer)}.open_suggestions();
        });
    }

    // 1 February to 8 March: 36 days, so that L3 asks for a visit.
    Fields stop() {
        return {{"employee", person.text()},
                {"kind", "AT"},
                {"starts_on", "01/02/2026"},
                {"ends_on", "08/03/2026"}};
    }

    TestInstance instance;
    EmployeeId person;
    AccountId referent;
    std::string key;
};

TEST_F(Tasks, an_empty_day_says_so_without_saying_that_all_is_well) {
    record("OBS_POSITIF");
    auto visitor = signed_in();
    const auto page = visitor.get("/a-faire");
    EXPECT_TRUE(shows(page, "Rien à faire aujourd’hui."));
    EXPECT_TRUE(shows(page, "Cela ne veut pas dire que tout va bien"));
    EXPECT_FALSE(shows(page, "Pour commencer"));
}

TEST_F(Tasks, the_first_steps_go_away_one_by_one) {
    instance.services().cases.write([&](storage::Transaction& transaction) {
        transaction.execute("UPDATE employer SET staff_informed_on = NULL WHERE id = ?", {instance.employer});
        instance.services().audit.record(
            transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
    auto visitor = signed_in();
    const auto before = visitor.get("/a-faire");
    EXPECT_TRUE(shows(before, "Informez vos salariés et leurs représentants."));
    EXPECT_TRUE(shows(before, "importez vos absences"));
    EXPECT_EQ(visitor.post("/information-du-personnel", {{"informed_on", "13/03/2026"}}).status, 422);
    EXPECT_EQ(visitor.post("/information-du-personnel", {{"informed_on", "2026-03-01"}}).status, 303);
    EXPECT_FALSE(shows(visitor.get("/a-faire"), "Informez vos salariés"));
}

TEST_F(Tasks, a_suggestion_is_a_task_until_it_is_postponed) {
    record("SOUHAITE_ECHANGE");
    auto visitor = signed_in();
    EXPECT_TRUE(shows(visitor.get("/a-faire"), "Proposer un échange à Camille Durand ?"));
    EXPECT_TRUE(shows(visitor.get("/salaries/" + person.text()), "Échange proposé"));
    const auto id = open().at(0).id;
    instance.services().cases.write([&](storage::Transaction& transaction) {
        const storage::CaseFile file{transaction, EmployerScope::for_job(instance.employer)};
        file.postpone(transaction, id, *parse_iso_date("2026-03-20"));
        instance.services().audit.record(
            transaction, {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
    EXPECT_FALSE(shows(visitor.get("/a-faire"), "Camille Durand"));
    instance.clock().set(*parse_iso_date("2026-03-20"));
    auto later = signed_in();
    EXPECT_TRUE(shows(later.get("/a-faire"), "Proposer un échange à Camille Durand ?"));
}

TEST_F(Tasks, a_manager_sees_the_button_and_the_own_entries_and_nothing_else) {
    record("SOUHAITE_ECHANGE");
    Visitor visitor{instance};
    visitor.sign_in("responsable", Role::manager);
    const auto before = visitor.get("/a-faire");
    EXPECT_TRUE(shows(before, "Noter un signal"));
    EXPECT_TRUE(shows(before, "Vous n’avez encore rien noté."));
    EXPECT_FALSE(shows(before, "Durand"));
    visitor.get("/signaler");
    ASSERT_EQ(visitor.post("/signaler", {{"employee", person.text()}, {"type", "TENSIONS"}, {"day", "today"}})
                  .status,
              303);
    const auto after = visitor.get("/a-faire");
    EXPECT_TRUE(shows(after, "Tensions inhabituelles, le 12 mars 2026."));
    EXPECT_FALSE(shows(after, "Proposer un échange"));
    EXPECT_FALSE(shows(after, "demande à en parler"));
}

TEST_F(Tasks, a_declared_stop_makes_a_deadline_and_no_suggestion) {
    auto visitor = signed_in();
    EXPECT_TRUE(shows(visitor.get("/calendrier/arret"), "Aucune suggestion d’échange n’en tient compte."));
    ASSERT_EQ(visitor.post("/calendrier/arret", stop()).status, 303);
    const auto suggestions = open();
    ASSERT_EQ(suggestions.size(), 1U);
    EXPECT_EQ(suggestions.front().rule, "L3");
    const auto calendar = visitor.get("/calendrier");
    EXPECT_TRUE(shows(calendar, "Demander la visite de reprise après un accident du travail"));
    EXPECT_TRUE(shows(calendar, "À faire au plus tard le"));
    EXPECT_TRUE(shows(calendar, "Camille Durand"));
    EXPECT_TRUE(shows(calendar, "R4624-31"));
    for (const auto* page : {"/calendrier", "/a-faire"}) {
        EXPECT_EQ(visitor.get(page).body.find(">AT<"), std::string::npos);
        EXPECT_EQ(visitor.get(page).body.find("MALADIE"), std::string::npos);
    }
    const auto tasks = visitor.get("/a-faire");
    EXPECT_TRUE(shows(tasks, "Échéances légales proches"));
    EXPECT_FALSE(shows(tasks, "Un échange pourrait être utile"));
    EXPECT_TRUE(shows(visitor.get("/salaries/" + person.text()), "Aucun échange proposé"));
}

TEST_F(Tasks, a_deadline_that_is_done_goes_and_stays_away) {
    auto visitor = signed_in();
    visitor.get("/calendrier/arret");
    visitor.post("/calendrier/arret", stop());
    visitor.get("/calendrier");
    const auto path = "/calendrier/" + open().at(0).id.text() + "/fait";
    EXPECT_EQ(visitor.post(path, {}).status, 303);
    EXPECT_TRUE(shows(visitor.get("/calendrier"), "Aucune échéance à ce jour."));
    const auto again = visitor.post(path, {});
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(shows(again, "Cette échéance est déjà close."));
    record("OBS_POSITIF");  // screens again
    EXPECT_TRUE(open().empty());
}

TEST_F(Tasks, a_stop_that_cannot_be_is_refused_with_every_reason) {
    auto visitor = signed_in();
    visitor.get("/calendrier/arret");
    const auto reply =
        visitor.post("/calendrier/arret", {{"starts_on", "10/03/2026"}, {"ends_on", "09/03/2026"}});
    EXPECT_EQ(reply.status, 422);
    for (const auto* words : {"Choisissez une personne.", "Choisissez la sorte d’arrêt.",
                              "Le dernier jour est avant le premier."})
        EXPECT_TRUE(shows(reply, words)) << words;
    ASSERT_EQ(visitor.post("/calendrier/arret", stop()).status, 303);
    visitor.get("/calendrier/arret");
    EXPECT_TRUE(
        shows(visitor.post("/calendrier/arret", stop()), "Cet arrêt est déjà déclaré avec ces dates."));
    auto overlapping = stop();
    overlapping.erase("starts_on");
    overlapping.emplace("starts_on", "05/02/2026");
    EXPECT_TRUE(shows(visitor.post("/calendrier/arret", overlapping), "Cet arrêt en chevauche un autre"));
}

TEST_F(Tasks, the_same_first_day_again_changes_the_last_day) {
    auto visitor = signed_in();
    visitor.get("/calendrier/arret");
    auto without_end = stop();
    without_end.erase("ends_on");
    ASSERT_EQ(visitor.post("/calendrier/arret", without_end).status, 303);
    visitor.get("/calendrier/arret");
    ASSERT_EQ(visitor.post("/calendrier/arret", stop()).status, 303);
    const auto page = visitor.get("/salaries/" + person.text());
    EXPECT_TRUE(shows(page, "du 1er févr. au 8 mars 2026"));
    EXPECT_FALSE(shows(page, "depuis le 1er févr. 2026"));
}

TEST_F(Tasks, a_foreign_person_and_a_foreign_deadline_are_not_there) {
    const auto foreign =
        instance.add_employee_of(instance.other_employer, instance.other_team, "900", "Voisine", "Ailleurs");
    auto visitor = signed_in();
    visitor.get("/calendrier/arret");
    auto fields = stop();
    fields.erase("employee");
    fields.emplace("employee", foreign.text());
    EXPECT_EQ(visitor.post("/calendrier/arret", fields).status, 404);
    ASSERT_EQ(visitor.post("/calendrier/arret", stop()).status, 303);
    const auto path = "/calendrier/" + open().at(0).id.text() + "/fait";
    instance.add_account_of(Role::referent, "voisine", instance.other_employer, instance.other_team);
    Visitor neighbour{instance};
    neighbour.sign_in("voisine", Role::referent);
    EXPECT_FALSE(shows(neighbour.get("/calendrier"), "Durand"));
    EXPECT_EQ(neighbour.post(path, {}).status, 404);
    EXPECT_EQ(open().size(), 1U);
}

}  // namespace
}  // namespace prevenance::api
