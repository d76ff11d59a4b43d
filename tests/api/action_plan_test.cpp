// An action plan from the document of the health service to its last follow-up.
#include "api/plan_screen.h"
#include "storage/action_plans.h"
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

#include <regex>

namespace prevenance::api {
namespace {

struct PlanCase : EmployerCase {
    PlanCase() : file("/salaries/" + employee.text()) {}

    static Fields plan_fields() {
        return {{"document_kind", "measures_proposal"},
                {"document_on", "2026-03-09"},
                {"exchanged_on", "2026-03-10"},
                {"action_0", "pair_for_transfers"},
                {"detail_0", "Chez deux personnes aidées, le matin."},
                {"owner_0", "sector_manager"},
                {"owner_name_0", "Sacha Diallo"},
                {"due_on_0", "2026-04-15"},
                {"action_2", "equipment_ordered"},
                {"owner_2", "direction"},
                {"due_on_2", "2026-05-04"}};
    }

    Reply post(const std::string& to, Fields fields) {
        if (!fields.contains("revision")) fields.insert({"revision", revision()});
        return referent.post(to, fields);
    }
    std::string revision() { return path.empty() ? "0" : std::to_string(plan().revision); }
    storage::ActionPlanRecord plan() {
        return instance.services().cases.read([&](const storage::Reader& reader) {
            return storage::ActionPlans{reader, scope}.about(employee).back();
        });
    }
    Reply page() { return referent.get(path); }

    Reply make(const Fields& fields = plan_fields()) {
        referent.get(file + "/plan");
        auto reply = referent.post(file + "/plan", fields);
        if (reply.status == 303) {
            path = header(reply, "Location");
            path = path.substr(0, path.find('?'));
        }
        return reply;
    }
    Reply propose(const std::string& on = "2026-03-11") {
        page();
        return post(path + "/proposer", {{"step", "propose"}, {"proposed_on", on}});
    }
    Reply answer(const std::string& code, const std::string& words = "",
                 const std::string& on = "2026-03-12") {
        page();
        return post(path + "/reponse",
                    {{"step", "answer"}, {"answer", code}, {"answered_on", on}, {"answer_words", words}});
    }
    Reply end_action(int position, const std::string& ending = "done", const std::string& reason = "",
                     const std::string& on = "2026-03-12") {
        page();
        return post(path + "/actions", {{"step", "action"},
                                        {"position", std::to_string(position)},
                                        {"ending", ending},
                                        {"ended_on", on},
                                        {"reason", reason}});
    }
    Reply finish(const std::string& on = "2026-03-12") {
        page();
        return post(path + "/terminer", {{"step", "finish"}, {"finished_on", on}});
    }
    void accepted_plan() {
        ASSERT_EQ(make().status, 303);
        ASSERT_EQ(propose().status, 303);
        ASSERT_EQ(answer("accepted").status, 303);
    }
    void finished_plan() {
        accepted_plan();
        ASSERT_EQ(end_action(0).status, 303);
        ASSERT_EQ(end_action(1, "given_up", "Le fournisseur n’en a plus.").status, 303);
        ASSERT_EQ(finish().status, 303);
    }
    static Fields still_there() {
        return {{"still_employed", "yes"},
                {"post", "adapted"},
                {"measures_in_place", "all"},
                {"absences", "none"},
                {"help_wished", "no"}};
    }
    Reply follow_up(const Fields& fields) {
        referent.get(path + "/suivi");
        return post(path + "/suivi", fields);
    }

    // Sent today, after a talk with the employer on 6 March.
    MeasuresId measures_about(EmployeeId person) {
        const auto measures = instance.services().randomness.new_id<MeasuresId>();
        execute(
            "INSERT INTO measures(id, employer, employee, oh_service, talked_with_employee_on, "
            "talked_with_employer_on, sent_at, sent_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            {measures, instance.employer, person, instance.oh_service, *parse_iso_date("2026-03-05"),
             *parse_iso_date("2026-03-06"), instance.clock().now(), referent_account});
        return measures;
    }

    std::string file;
    std::string path;
};

TEST(ActionPlan, says_who_does_what_by_when_and_never_why) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    const auto page = given.page();
    for (const auto* words :
         {"Plan d’action pour Camille Durand", "Plan à proposer à la personne",
          "Travailler à deux pour les transferts", "Chez deux personnes aidées, le matin.",
          "Le ou la responsable de secteur, Sacha Diallo, pour le 15 avr. 2026",
          "Commander ou louer du matériel", "La direction, pour le 4 mai 2026",
          "Une proposition de mesures, du 9 mars 2026",
          "Proposez le plan à la personne, si possible avant le 24 mars"})
        EXPECT_TRUE(shows(page, words)) << words;
    expect_no_forbidden_words(page);
}

TEST(ActionPlan, words_about_a_person_are_sealed_in_the_database) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    EXPECT_EQ(given.count(
                  "SELECT count(*) FROM plan_action WHERE instr(CAST(sealed_detail AS TEXT), 'matin') > 0 OR "
                  "instr(CAST(sealed_owner_name AS TEXT), 'Diallo') > 0"),
              0);
    EXPECT_EQ(given.count("SELECT count(*) FROM plan_action WHERE sealed_detail IS NOT NULL"), 1);
}

TEST(ActionPlan, without_an_owner_or_a_day_is_refused_with_everything_said_at_once) {
    PlanCase given;
    const auto reply = given.make({{"document_on", "2026-03-13"},
                                   {"action_0", "pair_for_transfers"},
                                   {"action_1", "breaks"},
                                   {"owner_1", "direction"},
                                   {"due_on_1", "2026-03-01"},
                                   {"detail_1", "Elle a une hernie."}});
    EXPECT_EQ(reply.status, 422);
    for (const auto* words :
         {"Indiquez quel document vous avez reçu.", "La date ne peut pas être dans le futur.",
          "Indiquez quand vous en avez parlé avec le médecin du travail.", "Indiquez qui s’en charge.",
          "Indiquez pour quand.", "La date d’échéance est passée.", "hernie"})
        EXPECT_TRUE(shows(reply, words)) << words;
    EXPECT_EQ(given.count("SELECT count(*) FROM action_plan"), 0);
    const auto empty = given.make({{"document_kind", "measures_proposal"},
                                   {"document_on", "2026-03-09"},
                                   {"exchanged_on", "2026-03-10"}});
    EXPECT_TRUE(shows(empty, "Ajoutez au moins une action au plan."));
}

TEST(ActionPlan, carries_out_what_was_accepted_of_the_measures_and_nothing_impossible) {
    PlanCase given;
    const auto measures = given.measures_about(given.employee);
    given.execute(
        "INSERT INTO measure(measures, position, code, answer, due_on, sealed_reason) VALUES "
        "(?1, 0, 'patient_lift', 'accepted', ?2, NULL), (?1, 1, 'weekly_hours', 'impossible', NULL, x'00')",
        {measures, *parse_iso_date("2026-06-01")});
    const auto form = given.referent.get(given.file + "/plan?mesures=" + measures.text());
    EXPECT_TRUE(shows(form, "value=\"patient_lift\" selected"));
    EXPECT_FALSE(shows(form, "value=\"weekly_hours\" selected"));
    EXPECT_TRUE(shows(form, "value=\"2026-03-06\""));
    auto fields = PlanCase::plan_fields();
    fields.insert({"measures", measures.text()});
    ASSERT_EQ(given.make(fields).status, 303);
    EXPECT_EQ(given.plan().measures, measures);
    EXPECT_TRUE(shows(given.page(), "/preconisations/" + measures.text()));
}

TEST(ActionPlan, for_one_person_from_the_measures_for_another_says_so_and_writes_nothing) {
    PlanCase given;
    const auto somebody_else = given.instance.add_employee("0043", "Dominique", "Petit");
    auto fields = PlanCase::plan_fields();
    fields.insert({"measures", given.measures_about(somebody_else).text()});
    const auto reply = given.make(fields);
    EXPECT_EQ(reply.status, 409);
    EXPECT_TRUE(shows(reply, "Ces préconisations concernent une autre personne."));
    EXPECT_EQ(given.count("SELECT count(*) FROM action_plan"), 0);
}

TEST(ActionPlan, does_not_begin_without_the_persons_answer) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    auto early = given.answer("accepted");
    EXPECT_EQ(early.status, 409);
    EXPECT_TRUE(shows(early, "Le plan n’a pas encore été proposé à la personne."));
    EXPECT_EQ(given.end_action(0).status, 409);
    ASSERT_EQ(given.propose().status, 303);
    early = given.end_action(0);
    EXPECT_EQ(early.status, 409);
    EXPECT_TRUE(shows(early, "La personne n’a pas encore répondu."));
    ASSERT_EQ(given.answer("refused").status, 303);
    EXPECT_EQ(given.end_action(0).status, 409);
    EXPECT_EQ(given.count("SELECT count(*) FROM plan_action WHERE ending IS NOT NULL"), 0);
}

TEST(ActionPlan, not_even_the_database_ends_an_action_that_nobody_agreed_to) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    ASSERT_EQ(given.propose().status, 303);
    EXPECT_ANY_THROW(given.execute("UPDATE plan_action SET ending = 'done', ended_on = 20000"));
    ASSERT_EQ(given.answer("accepted").status, 303);
    EXPECT_NO_THROW(given.execute("UPDATE plan_action SET ending = 'done', ended_on = 20000"));
}

TEST(ActionPlan, is_amended_and_put_before_the_person_again) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    ASSERT_EQ(given.propose().status, 303);
    const auto unsaid = given.answer("to_amend");
    EXPECT_EQ(unsaid.status, 422);
    EXPECT_TRUE(shows(unsaid, "Écrivez ce que la personne veut changer."));
    const auto health = given.answer("to_amend", "À cause de sa dépression");
    EXPECT_EQ(health.status, 422);
    ASSERT_EQ(given.answer("to_amend", "Plutôt le soir.").status, 303);
    EXPECT_TRUE(shows(given.page(), "la personne demande des changements : « Plutôt le soir. »"));
    given.referent.get(given.path + "/modifier");
    auto fields = PlanCase::plan_fields();
    fields.erase("detail_0");
    fields.insert({"detail_0", "Le soir."});
    ASSERT_EQ(given.post(given.path + "/modifier", fields).status, 303);
    EXPECT_TRUE(shows(given.page(), "Le soir."));
    ASSERT_EQ(given.propose("2026-03-12").status, 303);
    ASSERT_EQ(given.answer("accepted").status, 303);
    EXPECT_EQ(given.plan().proposals.size(), 2U);
    EXPECT_EQ(given.post(given.path + "/modifier", fields).status, 409) << "agreed means agreed";
}

TEST(ActionPlan, of_two_people_who_change_it_the_second_sees_what_the_first_did_and_keeps_the_words) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    ASSERT_EQ(given.propose().status, 303);
    const auto seen_by_both = given.revision();
    ASSERT_EQ(given.answer("to_amend", "Plutôt le soir.").status, 303);
    given.page();
    const auto late = given.referent.post(given.path + "/reponse", {{"revision", seen_by_both},
                                                                    {"step", "answer"},
                                                                    {"answer", "accepted"},
                                                                    {"answered_on", "2026-03-12"}});
    EXPECT_EQ(late.status, 409);
    EXPECT_TRUE(shows(late, "Une autre personne vient de modifier ce plan."));
    EXPECT_TRUE(shows(late, "Plutôt le soir."));
    EXPECT_EQ(given.plan().proposals.back().answer, PlanAnswer::to_amend);
    given.page();
    EXPECT_EQ(given.referent.post(given.path + "/proposer", {{"proposed_on", "2026-03-12"}}).status, 409)
        << "a form without a revision is older than every plan";
}

TEST(ActionPlan, sent_twice_is_one_plan_and_one_answer) {
    PlanCase given;
    given.referent.get(given.file + "/plan");
    auto fields = PlanCase::plan_fields();
    fields.insert({"submission_key", "the-same-form"});
    const auto first = given.referent.post(given.file + "/plan", fields);
    const auto second = given.referent.post(given.file + "/plan", fields);
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(header(first, "Location"), header(second, "Location"));
    EXPECT_EQ(given.count("SELECT count(*) FROM action_plan"), 1);
}

TEST(ActionPlan, an_action_given_up_says_why_and_a_plan_with_an_open_action_does_not_end) {
    PlanCase given;
    given.accepted_plan();
    const auto silent = given.end_action(1, "given_up");
    EXPECT_EQ(silent.status, 422);
    EXPECT_TRUE(shows(silent, "Expliquez pourquoi cette action est abandonnée."));
    EXPECT_EQ(given.end_action(7).status, 422);
    ASSERT_EQ(given.end_action(0).status, 303);
    EXPECT_TRUE(shows(given.page(), "Faite le 12 mars 2026"));
    const auto early = given.finish();
    EXPECT_EQ(early.status, 409);
    EXPECT_TRUE(shows(early, "Une action est encore ouverte."));
    ASSERT_EQ(given.end_action(1, "given_up", "Le fournisseur n’en a plus.").status, 303);
    ASSERT_EQ(given.finish().status, 303);
    const auto page = given.page();
    EXPECT_TRUE(shows(page, "Plan terminé"));
    EXPECT_TRUE(shows(page, "Prochain point le 12 sept. 2026."));
    EXPECT_TRUE(shows(page, "Le fournisseur n’en a plus."));
}

TEST(FollowUp, comes_at_six_twelve_and_twenty_four_months_and_not_before) {
    PlanCase given;
    given.finished_plan();
    EXPECT_EQ(given.referent.get(given.path + "/suivi").status, 409);
    for (const auto& [day, months] : {std::pair{"2026-09-12", 6}, {"2027-03-12", 12}, {"2028-03-12", 24}}) {
        given.instance.clock().set(*parse_iso_date(day));
        given.referent.sign_in("referente", Role::referent);
        EXPECT_TRUE(
            shows(given.referent.get("/a-faire"), "Faire le point à " + std::to_string(months) + " mois"));
        ASSERT_EQ(given.follow_up(PlanCase::still_there()).status, 303) << day;
        EXPECT_EQ(given.plan().follow_ups.back().months, months);
        EXPECT_EQ(given.follow_up(PlanCase::still_there()).status, 409) << "once is enough";
    }
    EXPECT_TRUE(shows(given.page(), "Le même poste, adapté"));
}

TEST(FollowUp, asks_everything_that_is_missing_at_once) {
    PlanCase given;
    given.finished_plan();
    given.instance.clock().set(*parse_iso_date("2026-09-14"));
    given.referent.sign_in("referente", Role::referent);
    EXPECT_TRUE(shows(given.follow_up({}), "Indiquez si la personne travaille encore dans la structure."));
    const auto reply = given.follow_up({{"still_employed", "yes"}});
    EXPECT_EQ(reply.status, 422);
    for (const auto* words :
         {"Indiquez quel poste la personne occupe.", "Indiquez si les mesures sont encore en place.",
          "Indiquez le nombre de jours d’absence.", "Indiquez si une nouvelle aide serait utile."})
        EXPECT_TRUE(shows(reply, words)) << words;
    EXPECT_TRUE(shows(given.follow_up({{"still_employed", "no"}}), "Choisissez le motif du départ."));
    ASSERT_EQ(given.follow_up({{"still_employed", "no"}, {"leaving", "retirement"}, {"post", "same"}}).status,
              303);
    EXPECT_TRUE(shows(given.page(), "Départ à la retraite"));
    EXPECT_EQ(given.count("SELECT count(*) FROM plan_follow_up WHERE post IS NOT NULL"), 0);
}

TEST(FollowUp, of_somebody_who_left_says_so_and_is_over) {
    PlanCase given;
    given.finished_plan();
    given.execute("UPDATE employee SET left_on = ? WHERE id = ?",
                  {*parse_iso_date("2026-06-30"), given.employee});
    given.instance.clock().set(*parse_iso_date("2026-09-14"));
    given.referent.sign_in("referente", Role::referent);
    const auto reply = given.follow_up(PlanCase::still_there());
    EXPECT_EQ(reply.status, 409);
    EXPECT_TRUE(shows(reply, "La personne a quitté la structure"));
    EXPECT_TRUE(shows(given.page(), "La personne a quitté la structure le 30 juin 2026"));
}

TEST(FollowUp, ends_at_the_persons_wish) {
    PlanCase given;
    given.finished_plan();
    given.page();
    ASSERT_EQ(given.post(given.path + "/arreter-le-suivi", {}).status, 303);
    EXPECT_TRUE(
        shows(given.page(), "Les suivis sont arrêtés depuis le 12 mars 2026, à la demande de la personne."));
    EXPECT_EQ(given.post(given.path + "/arreter-le-suivi", {}).status, 409);
    given.instance.clock().set(*parse_iso_date("2026-09-14"));
    given.referent.sign_in("referente", Role::referent);
    EXPECT_EQ(given.follow_up(PlanCase::still_there()).status, 409);
    EXPECT_FALSE(shows(given.referent.get("/a-faire"), "Faire le point"));
}

TEST(ActionPlan, is_a_task_when_its_day_comes_and_only_then) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    EXPECT_TRUE(shows(given.referent.get("/a-faire"), "Proposer son plan d’action à Camille Durand"));
    ASSERT_EQ(given.propose().status, 303);
    EXPECT_FALSE(shows(given.referent.get("/a-faire"), "plan d’action")) << "the person has time to answer";
    ASSERT_EQ(given.answer("accepted").status, 303);
    EXPECT_FALSE(shows(given.referent.get("/a-faire"), "plan d’action"));
    given.instance.clock().set(*parse_iso_date("2026-04-16"));
    given.referent.sign_in("referente", Role::referent);
    EXPECT_TRUE(shows(given.referent.get("/a-faire"), "Échéance passée : 15 avr. 2026."));
}

TEST(ActionPlan, tells_its_physician_how_far_it_is_and_no_other_service) {
    PlanCase given;
    const auto measures = given.measures_about(given.employee);
    auto fields = PlanCase::plan_fields();
    fields.insert({"measures", measures.text()});
    ASSERT_EQ(given.make(fields).status, 303);
    ASSERT_EQ(given.propose().status, 303);
    ASSERT_EQ(given.answer("accepted").status, 303);
    ASSERT_EQ(given.end_action(0).status, 303);
    given.instance.services().cases.read([&](const storage::Reader& reader) {
        const auto known =
            plans_carrying_out(reader, MailboxScope::for_job(given.instance.oh_service), measures);
        EXPECT_EQ(known.size(), 1U);
        EXPECT_EQ(stage_of(known.at(0).days), Stage::under_way);
        EXPECT_EQ(known.at(0).ended, 1);
        EXPECT_EQ(known.at(0).actions, 2);
        const auto other = given.instance.services().randomness.new_id<OhServiceId>();
        EXPECT_TRUE(plans_carrying_out(reader, MailboxScope::for_job(other), measures).empty());
        return true;
    });
}

TEST(ActionPlan, another_employers_and_a_missing_one_answer_with_the_same_bytes) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    given.execute("UPDATE action_plan SET employer = ?", {given.instance.other_employer});
    const auto foreign = given.referent.get(given.path);
    const auto missing = given.referent.get("/plans/00000000-0000-0000-0000-000000000001");
    EXPECT_EQ(foreign.status, 404);
    EXPECT_EQ(missing.status, 404);
    const auto without_number = [](std::string body) {
        return std::regex_replace(body, std::regex{"[0-9a-f]{16,}|[0-9a-f-]{36}"}, "");
    };
    EXPECT_EQ(without_number(foreign.body), without_number(missing.body));
}

TEST(ActionPlan, stands_among_the_persons_own_data_with_the_answer_as_it_was_noted) {
    PlanCase given;
    given.accepted_plan();
    const auto words = given.instance.services().cases.read([&](const storage::Reader& reader) {
        return plan_in_words(given.instance.services(), given.scope,
                             storage::ActionPlans{reader, given.scope}.about(given.employee).front());
    });
    for (const auto* part : {"Travailler à deux pour les transferts (Chez deux personnes aidées, le matin.)",
                             "pour le 15\u00a0avr.\u00a02026", "la personne est d’accord"})
        EXPECT_NE(words.find(part), std::string::npos) << words;
}

TEST(ActionPlan, the_sheet_for_the_person_says_that_no_is_an_answer) {
    PlanCase given;
    ASSERT_EQ(given.make().status, 303);
    const auto sheet = given.referent.get(given.path + "/imprimer");
    EXPECT_EQ(sheet.status, 200);
    for (const auto* words :
         {"Plan d’action proposé à Camille Durand", "Le plan ne commence qu’avec votre accord.",
          "Vous pouvez demander des changements ou dire non", "6, 12 et 24 mois"})
        EXPECT_TRUE(shows(sheet, words)) << words;
    expect_no_forbidden_words(sheet);
}

}  // namespace
}  // namespace prevenance::api
