// What a référent notes for the legal calendar: visits and talks held, returns that call for a visit, and the
// years of the mid-career visit that follow from the person's file.
#include "api/noted_facts.h"
#include "storage/audit_log.h"
#include "storage/milestones.h"
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace prevenance::api {
namespace {

class RecordMilestone : public ::testing::Test {
protected:
    std::vector<storage::MilestoneRecord> noted(EmployeeId about) {
        return employer.instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::Milestones{reader, employer.scope}.about(about);
        });
    }
    std::vector<storage::MilestoneRecord> noted() { return noted(person); }

    std::vector<std::string> rules_suggested() {
        std::vector<std::string> rules;
        for (const auto& suggestion : employer.suggestions()) rules.push_back(suggestion.rule);
        return rules;
    }

    Fields visit() {
        return {{"employee", person.text()}, {"code", "VISITE_5_ANS"}, {"held_on", "02/03/2021"}};
    }
    Fields leave() {
        return {{"employee", person.text()}, {"starts_on", "03/11/2025"}, {"ends_on", "22/02/2026"}};
    }
    Reply post_visit(const Fields& fields) {
        employer.referent.get("/calendrier/visite");
        return employer.referent.post("/calendrier/visite", fields);
    }
    Reply post_leave(const Fields& fields) {
        employer.referent.get("/calendrier/retour");
        return employer.referent.post("/calendrier/retour", fields);
    }
    bool was_done(const std::string& action, EmployeeId about) {
        const auto acts = employer.instance.services().cases.read(
            [&](const storage::Reader& reader) { return employer.instance.services().audit.acts_on(reader, about.bytes); });
        return std::ranges::find(acts, action, &storage::RecordedAct::action) != acts.end();
    }

    EmployerCase employer;
    EmployeeId person = employer.employee;
    Visitor& referent = employer.referent;
};

TEST_F(RecordMilestone, a_visit_is_noted_shown_and_taken_back) {
    const auto reply = post_visit(visit());
    ASSERT_EQ(reply.status, 303) << reply.body;
    EXPECT_TRUE(shows(referent.get(header(reply, "Location")), "C’est noté pour le calendrier"));
    ASSERT_EQ(noted().size(), 1U);
    EXPECT_EQ(noted().front().code, "VISITE_5_ANS");
    EXPECT_TRUE(was_done("milestone.record", person));

    const auto sheet = referent.get("/salaries/" + person.text());
    EXPECT_TRUE(shows(sheet, "Visite de suivi, la suivante dans les 5 ans : le 2 mars 2021"));
    EXPECT_TRUE(shows(sheet, "Supprimer cette note"));
    const auto removed = referent.post("/calendrier/notes/" + noted().front().id.text() + "/supprimer", {});
    ASSERT_EQ(removed.status, 303) << removed.body;
    EXPECT_TRUE(noted().empty());
    EXPECT_TRUE(was_done("milestone.delete", person));
    EXPECT_FALSE(shows(referent.get("/salaries/" + person.text()), "Visite de suivi"));
}

TEST_F(RecordMilestone, an_old_visit_makes_a_deadline_and_never_a_suggestion) {
    ASSERT_EQ(post_visit(visit()).status, 303);
    EXPECT_EQ(rules_suggested(), (std::vector<std::string>{"L6"}));
    EXPECT_TRUE(shows(referent.get("/calendrier"), "Camille Durand"));
    EXPECT_FALSE(shows(referent.get("/a-faire"), "Un échange pourrait être utile"));
    EXPECT_TRUE(shows(referent.get("/salaries/" + person.text()), "Aucun échange proposé"));

    auto newer = visit();
    newer = with(with(newer, "code", "VISITE_3_ANS"), "held_on", "2026-03-02");
    ASSERT_EQ(post_visit(newer).status, 303);
    EXPECT_TRUE(rules_suggested().empty());
}

TEST_F(RecordMilestone, a_return_makes_the_deadline_of_the_visit_and_says_no_reason) {
    const auto form = referent.get("/calendrier/retour");
    EXPECT_TRUE(shows(form, "La raison de l’absence n’est pas demandée."));
    for (const auto* reason : {"maternité", "Maternité", "adoption", "maladie grave"})
        EXPECT_FALSE(shows(form, reason)) << reason;
    ASSERT_EQ(post_leave(with(leave(), "ends_on", "08/03/2026")).status, 303);
    EXPECT_EQ(rules_suggested(), (std::vector<std::string>{"L5"}));
    const auto sheet = referent.get("/salaries/" + person.text());
    EXPECT_TRUE(shows(sheet, "du 3 nov. 2025 au 8 mars 2026"));
    EXPECT_TRUE(shows(sheet, "Aucun fait noté pour Camille Durand."));
}

TEST_F(RecordMilestone, the_same_first_day_again_changes_the_last_day_of_a_return) {
    auto open = leave();
    open.erase("ends_on");
    ASSERT_EQ(post_leave(open).status, 303);
    EXPECT_EQ(noted().front().ends_on, std::nullopt);
    ASSERT_EQ(post_leave(leave()).status, 303);
    ASSERT_EQ(noted().size(), 1U);
    EXPECT_EQ(noted().front().ends_on, parse_iso_date("2026-02-22"));
    EXPECT_TRUE(shows(post_leave(leave()), "C’est déjà noté à cette date."));
    EXPECT_TRUE(
        shows(post_leave(with(leave(), "starts_on", "01/02/2026")), "Cette absence en chevauche une autre"));
    EXPECT_EQ(noted().size(), 1U);
}

TEST_F(RecordMilestone, every_error_is_said_at_once_and_values_stay) {
    const auto reply = post_visit({{"code", "REPRISE"}, {"held_on", "13/03/2026"}});
    EXPECT_EQ(reply.status, 422);
    for (const auto* words : {"Choisissez une personne.", "Choisissez la visite ou l’entretien.",
                              "La date ne peut pas être dans le futur."})
        EXPECT_TRUE(shows(reply, words)) << words;
    EXPECT_NE(reply.body.find("value=\"13/03/2026\""), std::string::npos);
    const auto nothing = post_visit({});
    EXPECT_TRUE(shows(nothing, "Indiquez le jour de la visite ou de l’entretien."));

    const auto backwards = post_leave({{"starts_on", "10/03/2026"}, {"ends_on", "09/03/2026"}});
    EXPECT_EQ(backwards.status, 422);
    EXPECT_TRUE(shows(backwards, "Choisissez une personne."));
    EXPECT_TRUE(shows(backwards, "Le dernier jour est avant le premier."));
    EXPECT_TRUE(noted().empty());
}

TEST_F(RecordMilestone, nothing_is_noted_about_somebody_who_was_not_informed_or_is_gone) {
    employer.execute("UPDATE employee SET informed_on = NULL, left_on = ? WHERE id = ?",
                     {*parse_iso_date("2026-02-01"), person});
    const auto late = with(visit(), "held_on", "2026-02-02");
    const auto reply = post_visit(late);
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "n’a pas encore été informée"));
    EXPECT_TRUE(shows(reply, "Ce jour est après le départ de la personne"));
    EXPECT_NE(reply.body.find("href=\"/salaries/" + person.text() + "\""), std::string::npos);
    EXPECT_TRUE(noted().empty());
}

TEST_F(RecordMilestone, a_visit_counts_from_before_the_contract_and_a_leave_does_not) {
    ASSERT_EQ(post_visit(with(visit(), "held_on", "02/03/2010")).status, 303);
    const auto reply = post_leave(with(leave(), "starts_on", "02/03/2010"));
    EXPECT_EQ(reply.status, 422);
    EXPECT_TRUE(shows(reply, "Ce jour est avant l’entrée de la personne"));
}

TEST_F(RecordMilestone, a_form_sent_twice_or_filled_in_twice_notes_it_once) {
    referent.get("/calendrier/visite");
    auto fields = visit();
    fields.emplace("form_token", referent.hidden("form_token"));
    fields.emplace("submission_key", referent.hidden("submission_key"));
    const auto first = referent.post_exactly("/calendrier/visite", fields);
    const auto second = referent.post_exactly("/calendrier/visite", fields);
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(second.status, 303);
    EXPECT_EQ(noted().size(), 1U);
    EXPECT_TRUE(shows(post_visit(visit()), "C’est déjà noté à cette date."));
    EXPECT_EQ(noted().size(), 1U);
}

TEST_F(RecordMilestone, a_form_from_elsewhere_changes_nothing) {
    referent.get("/calendrier/visite");
    EXPECT_EQ(referent.post_exactly("/calendrier/visite", visit()).status, 403);
    EXPECT_EQ(referent.post_exactly("/calendrier/retour", leave()).status, 403);
    EXPECT_TRUE(noted().empty());
    ASSERT_EQ(post_visit(visit()).status, 303);
    const auto path = "/calendrier/notes/" + noted().front().id.text() + "/supprimer";
    EXPECT_EQ(referent.post_exactly(path, {}).status, 403);
    EXPECT_EQ(noted().size(), 1U);
}

TEST_F(RecordMilestone, somebody_of_another_employer_is_not_there) {
    auto& instance = employer.instance;
    ASSERT_EQ(post_visit(visit()).status, 303);
    const auto id = noted().front().id.text();
    instance.add_account_of(Role::referent, "voisine", instance.other_employer, instance.other_team);
    Visitor neighbour{instance};
    neighbour.sign_in("voisine", Role::referent);
    neighbour.get("/calendrier/visite");
    EXPECT_EQ(neighbour.post("/calendrier/visite", visit()).status, 404);
    EXPECT_EQ(neighbour.post("/calendrier/retour", leave()).status, 404);
    const auto text_of = [&](const std::string& milestone) {
        auto reply = neighbour.post("/calendrier/notes/" + milestone + "/supprimer", {});
        EXPECT_EQ(reply.status, 404);
        for (const auto* changing : {"Si vous appelez", "submission_key"})
            if (const auto at = reply.body.find(changing); at != std::string::npos) reply.body.erase(at, 100);
        return reply.body;
    };
    EXPECT_EQ(text_of(id), text_of("00000000-0000-0000-0000-000000000001"));
    EXPECT_EQ(noted().size(), 1U);
}

TEST_F(RecordMilestone, a_manager_reaches_nothing_of_it) {
    employer.instance.add_account(Role::manager, "responsable");
    Visitor manager{employer.instance};
    manager.sign_in("responsable", Role::manager);
    for (const auto* path : {"/calendrier/visite", "/calendrier/retour"})
        EXPECT_EQ(manager.get(path).status, 403) << path;
    EXPECT_EQ(manager.post("/calendrier/visite", visit()).status, 403);
    EXPECT_TRUE(noted().empty());
}

TEST_F(RecordMilestone, the_person_reads_what_is_noted_and_by_whom) {
    ASSERT_EQ(post_visit(visit()).status, 303);
    const auto facts = noted_milestones(employer.instance.services(), employer.scope, person);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_NE(facts.front().line.reveal().find("2 mars 2021"), std::string::npos);
    EXPECT_NE(facts.front().source.find("le référent de votre employeur"), std::string::npos);
}

class CareerYears : public RecordMilestone {
protected:
    Fields file(const std::string& birth_year) {
        return {{"given_name", "Alix"},
                {"family_name", "Morel"},
                {"payroll_number", "0077"},
                {"birth_year", birth_year},
                {"team", employer.instance.team.text()},
                {"job_family", "AAD"},
                {"entered_on", "06/01/2020"},
                {"informed_on", "02/01/2026"}};
    }
    EmployeeId add(const std::string& birth_year) {
        referent.get("/salaries/nouveau");
        const auto reply = referent.post("/salaries/nouveau", file(birth_year));
        EXPECT_EQ(reply.status, 303) << reply.body;
        const auto path = header(reply, "Location");
        return *EmployeeId::parse(path.substr(std::string{"/salaries/"}.size(), 36));
    }
    void change(EmployeeId who, const std::string& birth_year) {
        const auto path = "/salaries/" + who.text() + "/modifier";
        referent.get(path);
        EXPECT_EQ(referent.post(path, file(birth_year)).status, 303);
    }
};

// The vector of the law: born in 1981, the window is 2024-01-01 to 2026-12-31.
TEST_F(CareerYears, follow_from_the_year_of_birth) {
    const auto who = add("1981");
    ASSERT_EQ(noted(who).size(), 1U);
    EXPECT_EQ(noted(who).front().code, "MI_CARRIERE_OUVERTE");
    EXPECT_EQ(noted(who).front().starts_on, parse_iso_date("2024-01-01"));
    EXPECT_EQ(noted(who).front().ends_on, parse_iso_date("2026-12-31"));
    EXPECT_EQ(rules_suggested(), (std::vector<std::string>{"L7"}));
    const auto sheet = referent.get("/salaries/" + who.text());
    EXPECT_TRUE(shows(sheet, "calculées à partir de l’année de naissance"));
    EXPECT_FALSE(shows(sheet, "Supprimer cette note"));
    ASSERT_EQ(
        post_visit({{"employee", who.text()}, {"code", "MI_CARRIERE"}, {"held_on", "2026-01-20"}}).status,
        303);
    EXPECT_EQ(rules_suggested(), (std::vector<std::string>{"L8"}));
}

TEST_F(CareerYears, change_with_the_file_and_go_with_it) {
    const auto who = add("1981");
    const auto id = noted(who).front().id;
    change(who, "1981");
    EXPECT_EQ(noted(who).front().id, id);
    change(who, "1982");
    ASSERT_EQ(noted(who).size(), 1U);
    EXPECT_EQ(noted(who).front().starts_on, parse_iso_date("2025-01-01"));
    change(who, "");
    EXPECT_TRUE(noted(who).empty());
}

TEST_F(CareerYears, are_not_kept_once_they_are_over) {
    EXPECT_EQ(noted(add("1980")).size(), 0U);
}

TEST_F(CareerYears, are_nobodys_note_to_delete) {
    const auto who = add("1981");
    const auto reply = referent.post("/calendrier/notes/" + noted(who).front().id.text() + "/supprimer", {});
    EXPECT_EQ(reply.status, 409);
    EXPECT_TRUE(shows(reply, "Corrigez la fiche de la personne."));
    EXPECT_EQ(noted(who).size(), 1U);
}

}  // namespace
}  // namespace prevenance::api
