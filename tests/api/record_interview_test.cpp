// The talk: getting ready, putting it on record, and what is open afterwards.
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

namespace prevenance::api {
namespace {

TEST(Interview, the_preparation_shows_facts_words_and_contacts) {
    EmployerCase given;
    given.add_three_absences(given.employee);
    given.add_signal(given.employee, "OBS_POSITIF", "2026-03-01");
    given.add_signal(given.employee, "OBS_RETARD", "2024-01-15");
    const auto page = given.referent.get("/salaries/" + given.employee.text() + "/entretien/preparer");
    EXPECT_EQ(page.status, 200);
    for (const auto* words :
         {"Préparer l’échange avec Camille Durand", "Absence : du 5 au 6 janv. 2026",
          "Amélioration constatée : le 1er mars 2026", "noté le 1er mars 2026 par Essai referente",
          "Comment se passe le travail pour vous en ce moment ?", "Ne demandez pas",
          "Santé au travail Exemple", "01 00 00 00 01"})
        EXPECT_TRUE(shows(page, words)) << words;
    EXPECT_FALSE(shows(page, "2024")) << "older than a year";
    expect_no_forbidden_words(page);
}

TEST(Interview, work_accidents_never_enter_the_talk) {
    EmployerCase given;
    given.execute(
        "INSERT INTO legal_stop(id, employer, employee, kind, starts_on, ends_on, recorded_at, recorded_by) "
        "VALUES (randomblob(16), ?, ?, 'AT', 20500, 20510, 0, ?)",
        {given.instance.employer, given.employee, given.referent_account});
    const auto page = given.referent.get("/salaries/" + given.employee.text() + "/entretien/preparer");
    EXPECT_TRUE(shows(page, "Aucun fait n’est noté."));
    EXPECT_FALSE(shows(page, "accident"));
}

TEST(Interview, the_record_closes_the_suggestion_it_came_from) {
    EmployerCase given;
    given.add_three_absences(given.employee);
    given.screen();
    const auto suggestion = given.suggestions().at(0).id;
    const auto form = given.referent.get("/salaries/" + given.employee.text() +
                                         "/entretien?suggestion=" + suggestion.text());
    EXPECT_TRUE(shows(form, "Des absences courtes se répètent"));
    const auto next = given.record_talk(given.employee, {{"suggestion", suggestion.text()}});
    EXPECT_EQ(given.suggestion(suggestion).closing, "talk_held");
    EXPECT_EQ(given.count("SELECT count(*) FROM suggestion WHERE closed_by = ?", {given.referent_account}),
              1);
    const auto page = given.referent.get(next);
    EXPECT_EQ(page.status, 200);
    for (const auto* words :
         {"L’échange est consigné.", "Horaires et planning", "Trajets et secteur", "Ne pas donner suite",
          "R4624-34", "Remettre une invitation", "Écrire une demande de visite"})
        EXPECT_TRUE(shows(page, words)) << words;
    expect_no_forbidden_words(page);
}

TEST(Interview, without_a_suggestion_it_stands_alone) {
    EmployerCase given;
    given.record_talk(given.employee);
    EXPECT_EQ(given.count("SELECT count(*) FROM interview WHERE suggestion IS NULL"), 1);
    EXPECT_EQ(given.count("SELECT count(*) FROM interview_topic"), 2);
}

TEST(Interview, every_mistake_is_said_at_once_and_nothing_is_written) {
    EmployerCase given;
    const auto path = "/salaries/" + given.employee.text() + "/entretien";
    given.referent.get(path);
    const auto reply = given.referent.post(path, {{"held_on", "2026-03-13"}, {"topics", "health"}});
    EXPECT_EQ(reply.status, 422);
    for (const auto* words :
         {"La date ne peut pas être dans le futur.", "Indiquez comment l’échange a eu lieu.",
          "Indiquez si la personne était accompagnée.", "Choisissez les sujets dans la liste.",
          "Indiquez ce que la personne souhaite."})
        EXPECT_TRUE(shows(reply, words)) << words;
    EXPECT_EQ(given.count("SELECT count(*) FROM interview"), 0);
}

TEST(Interview, each_field_has_its_bounds) {
    EmployerCase given;
    const auto path = "/salaries/" + given.employee.text() + "/entretien";
    const auto again = with(talk_fields(), "wish", "talk_again");
    for (const auto& [fields, words] : std::initializer_list<std::pair<Fields, const char*>>{
             {with(talk_fields(), "held_on", ""), "Indiquez la date de l’échange."},
             {with(talk_fields(), "held_on", "31/02/2026"), "n’est pas une date"},
             {with(talk_fields(), "held_on", "2019-12-31"), "avant l’arrivée de la personne"},
             {with(talk_fields(), "mode", "letter"), "Indiquez comment"},
             {again, "Indiquez quand vous en reparlez."},
             {with(again, "talk_again_on", "2026-03-12"), "Choisissez une date à venir."},
             {with(again, "talk_again_on", "2027-03-13"), "dans les douze mois"},
             {with(talk_fields(), "suggestion", given.employee.text()),
              "Cette suggestion n’est plus ouverte."}}) {
        given.referent.get(path);
        const auto reply = given.referent.post(path, fields);
        EXPECT_EQ(reply.status, 422) << words;
        EXPECT_TRUE(shows(reply, words)) << words;
    }
    EXPECT_EQ(given.count("SELECT count(*) FROM interview"), 0);
}

TEST(Interview, has_no_room_for_words_of_anybody) {
    EmployerCase given;
    const auto page = given.referent.get("/salaries/" + given.employee.text() + "/entretien");
    EXPECT_EQ(page.body.find("<textarea"), std::string::npos);
    EXPECT_EQ(page.body.find("type=\"text\""), std::string::npos);
    given.record_talk(given.employee, {{"note", "il m'a parlé de son dos"}});
    EXPECT_EQ(given.count("SELECT count(*) FROM interview_topic WHERE topic NOT IN ('hours', 'travel')"), 0);
}

TEST(Interview, a_replay_is_recorded_once) {
    EmployerCase given;
    const auto path = "/salaries/" + given.employee.text() + "/entretien";
    given.referent.get(path);
    auto fields = talk_fields();
    fields.emplace("form_token", given.referent.hidden("form_token"));
    fields.emplace("submission_key", given.referent.hidden("submission_key"));
    const auto first = given.referent.post_exactly(path, fields);
    const auto second = given.referent.post_exactly(path, fields);
    EXPECT_EQ(header(first, "Location"), header(second, "Location"));
    EXPECT_EQ(given.count("SELECT count(*) FROM interview"), 1);
}

TEST(Interview, the_service_brings_up_a_visit_only_on_a_wish_or_two_families) {
    constexpr auto brought_up = "une visite peut être utile";
    EmployerCase given;
    given.add_three_absences(given.employee);
    given.screen();
    EXPECT_FALSE(shows(given.referent.get(given.record_talk(given.employee)), brought_up)) << "one family";
    given.add_signal(given.employee, "OBS_RETARD", "2026-02-02");
    given.add_signal(given.employee, "OBS_RETARD", "2026-03-02");
    given.screen();
    EXPECT_TRUE(shows(given.referent.get(given.record_talk(given.employee)), brought_up)) << "two families";

    const auto other = given.instance.add_employee("00043", "Dominique", "Martin");
    EXPECT_FALSE(shows(given.referent.get(given.record_talk(other)), brought_up)) << "no fact";
    given.add_signal(other, "SOUHAITE_ECHANGE", "2026-03-10");
    given.screen();
    const auto page = given.referent.get(given.record_talk(other));
    EXPECT_TRUE(shows(page, brought_up)) << "the person's wish";
    EXPECT_TRUE(shows(page, "C’est à vous de le confirmer."));
}

TEST(Interview, other_employers_and_other_roles_find_nothing) {
    EmployerCase given;
    const auto next = given.record_talk(given.employee);
    const auto interview = next.substr(0, next.find('?'));
    given.instance.add_account_of(Role::referent, "ailleurs", given.instance.other_employer,
                                  given.instance.other_team);
    given.instance.add_account(Role::manager, "responsable");
    Visitor elsewhere{given.instance};
    elsewhere.sign_in("ailleurs", Role::referent);
    Visitor manager{given.instance};
    manager.sign_in("responsable", Role::manager);
    const auto person = "/salaries/" + given.employee.text();
    for (const auto& path : {interview, person + "/entretien", person + "/entretien/preparer"}) {
        EXPECT_EQ(elsewhere.get(path).status, 404) << path;
        EXPECT_EQ(manager.get(path).status, 403) << path;
    }
    EXPECT_EQ(elsewhere.post(person + "/entretien", talk_fields()).status, 404);
    EXPECT_EQ(manager.post(person + "/entretien", talk_fields()).status, 403);
    EXPECT_EQ(given.count("SELECT count(*) FROM interview"), 1);
    EXPECT_EQ(given.referent.get("/entretiens/pas-un-numero").status, 404);
}

}  // namespace
}  // namespace prevenance::api
