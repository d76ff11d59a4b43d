// A suggestion explained, postponed, corrected and closed; and who may not see it.
#include "tests/api/employer_case.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

namespace prevenance::api {
namespace {

struct OneSuggestion : EmployerCase {
    OneSuggestion() : facts(add_three_absences(employee)) {
        screen();
        id = suggestions().at(0).id;
        path = "/suggestions/" + id.text();
    }
    std::vector<FactId> facts;
    SuggestionId id;
    std::string path;
};

TEST(Suggestion, says_the_facts_the_rule_who_set_it_and_what_nobody_knows) {
    OneSuggestion given;
    const auto page = given.referent.get(given.path);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "Proposer un échange à Camille Durand ?"));
    for (const auto* fact : {"Absence : du 5 au 6 janv. 2026", "Absence : du 26 au 28 janv. 2026",
                             "Absence : du 23 au 24 févr. 2026", "enregistrée le 6 janv. 2026"})
        EXPECT_TRUE(shows(page, fact)) << fact;
    EXPECT_TRUE(shows(page, "Au moins 3 absences de 7 jours ou moins en 183 jours"));
    EXPECT_TRUE(shows(page, "Convention du produit, non fixée par la loi"));
    EXPECT_TRUE(shows(page, "Les raisons de ces absences"));
    EXPECT_TRUE(shows(page, "Vous décidez"));
    EXPECT_TRUE(shows(page, "Sans fait nouveau, cette suggestion s’efface le"));
    EXPECT_FALSE(shows(page, "Cette règle a changé"));
    expect_no_forbidden_words(page);
}

TEST(Suggestion, an_old_one_keeps_the_words_of_the_rule_it_was_made_under) {
    OneSuggestion given;
    given.execute(
        "INSERT INTO archived_rule(content_hash, rule, version, content, first_used_at) VALUES "
        "('ancienne', 'S1', '2025-1', ?, 0)",
        {"Titre d’alors\nAu moins 2 absences comptées alors.\nConvention d’alors\nCe que nul ne savait."});
    given.execute("UPDATE suggestion SET content_hash = 'ancienne' WHERE id = ?", {given.id});
    const auto page = given.referent.get(given.path);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "Cette règle a changé depuis"));
    EXPECT_TRUE(shows(page, "Au moins 2 absences comptées alors."));
    EXPECT_TRUE(shows(page, "Ce que nul ne savait."));
    EXPECT_TRUE(shows(page, "Absence : du 5 au 6 janv. 2026"));
    EXPECT_FALSE(shows(page, "ou au moins 4 en 365 jours"));
}

TEST(Suggestion, screening_archives_the_words_of_the_rule) {
    OneSuggestion given;
    EXPECT_EQ(given.count("SELECT count(*) FROM archived_rule WHERE rule = 'S1' AND "
                          "content LIKE '%Au moins 3 absences de 7 jours ou moins%' AND content LIKE "
                          "'%Convention du produit%'"),
              1);
}

TEST(Suggestion, an_archived_rule_keeps_its_numbers_and_who_set_them) {
    OneSuggestion given;
    given.execute(
        "INSERT INTO archived_rule(content_hash, rule, version, content, first_used_at) VALUES "
        "('ancienne', 'S1', '2025-1', ?, 0)",
        {"Titre d’alors\nAu moins 2 absences comptées alors.\nConvention d’alors\nCe que nul ne savait.\n"
         "version\t2025-1\nthreshold\tfew\t2\t2\t6\tspells\tnombre d’alors\t2025-06-01\tle référent d’alors"});
    given.execute("UPDATE suggestion SET content_hash = 'ancienne' WHERE id = ?", {given.id});
    const auto page = given.referent.get(given.path);
    EXPECT_EQ(page.status, 200);
    for (const auto* words : {"2 absences : nombre d’alors", "réglable de 2 à 6 absences",
                              "réglé le 1er juin 2025 par le référent d’alors", "Règle S1, version 2025-1"})
        EXPECT_TRUE(shows(page, words)) << words;
}

TEST(Suggestion, says_who_set_each_number_and_what_would_make_it_disappear) {
    OneSuggestion given;
    const auto page = given.referent.get(given.path);
    for (const auto* words :
         {"Qui a fixé ces nombres, et quand", "183 jours : période regardée", "réglable de 90 à 183 jours",
          "fixé, non réglable", "valeur du produit, règle version 2026-1", "Règle S1, version 2026-1",
          "Elle n’existerait pas s’il manquait un seul de ces faits, n’importe lequel"})
        EXPECT_TRUE(shows(page, words)) << words;
}

TEST(Suggestion, says_so_when_the_facts_of_today_no_longer_carry_it) {
    OneSuggestion given;
    given.execute("DELETE FROM absence WHERE id = ?", {given.facts[0]});
    const auto page = given.referent.get(given.path);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(shows(page, "D’après les faits d’aujourd’hui, la règle ne s’applique plus"));
    EXPECT_FALSE(shows(page, "Sans fait nouveau"));
    EXPECT_TRUE(shows(page, "supprimé du dossier depuis"));
}

TEST(Suggestion, a_note_stands_beside_it_and_suggests_nothing_itself) {
    OneSuggestion given;
    given.add_signal(given.employee, "CHANGEMENT_ORGANISATION", "2026-03-02");
    given.screen();
    EXPECT_EQ(given.suggestions().size(), 1U) << "a note raises no suggestion";
    const auto page = given.referent.get(given.path);
    EXPECT_TRUE(shows(page, "À savoir aussi"));
    EXPECT_TRUE(shows(page, "Un changement récent autour du travail"));
    expect_no_forbidden_words(page);
    const auto alone = given.instance.add_employee("00077", "Dominique", "Petit");
    given.add_signal(alone, "CHANGEMENT_ORGANISATION", "2026-03-02");
    given.screen();
    EXPECT_FALSE(shows(given.referent.get("/a-faire"), "Dominique Petit"));
}

TEST(Suggestion, comes_back_on_the_chosen_day) {
    OneSuggestion given;
    given.referent.get(given.path);
    const auto reply = given.referent.post(given.path + "/reporter", {{"until", "2026-06-12"}});
    EXPECT_EQ(reply.status, 303);
    EXPECT_EQ(given.suggestion(given.id).postponed_until, parse_iso_date("2026-06-12"));
    EXPECT_TRUE(given.suggestion(given.id).is_open());
    EXPECT_TRUE(shows(given.referent.get(given.path), "Reportée : elle reviendra le 12 juin 2026"));
}

TEST(Suggestion, waits_three_months_at_most_and_never_backwards) {
    OneSuggestion given;
    for (const auto& [until, words] : std::initializer_list<std::pair<const char*, const char*>>{
             {"", "Choisissez la date à laquelle la suggestion doit revenir."},
             {"2026-03-12", "Choisissez une date à venir."},
             {"2026-03-01", "Choisissez une date à venir."},
             {"2026-06-13", "Choisissez une date dans les trois mois, au plus tard le 12 juin 2026."},
             {"31/02/2026", "n’est pas une date"},
             {"12/06/26", "quatre chiffres"}}) {
        given.referent.get(given.path);
        const auto reply = given.referent.post(given.path + "/reporter", {{"until", until}});
        EXPECT_EQ(reply.status, 422) << until;
        EXPECT_TRUE(shows(reply, words)) << until;
    }
    EXPECT_FALSE(given.suggestion(given.id).postponed_until.has_value());
}

TEST(Suggestion, is_closed_by_a_named_human_for_a_listed_reason) {
    OneSuggestion given;
    given.referent.get(given.path);
    EXPECT_EQ(given.referent.post(given.path + "/clore", {{"reason", ""}}).status, 422);
    EXPECT_EQ(given.referent.post(given.path + "/clore", {{"reason", "elle est souvent absente"}}).status,
              422);
    EXPECT_TRUE(given.suggestion(given.id).is_open());
    const auto reply = given.referent.post(given.path + "/clore", {{"reason", "not_useful"}});
    EXPECT_EQ(reply.status, 303);
    EXPECT_EQ(given.count("SELECT count(*) FROM suggestion WHERE id = ? AND closing = 'no_talk' AND "
                          "reason = 'not_useful' AND closed_by = ? AND closed_at IS NOT NULL",
                          {given.id, given.referent_account}),
              1);
    const auto page = given.referent.get(given.path);
    EXPECT_TRUE(shows(page, "Suggestion close le 12 mars 2026, sans échange."));
    EXPECT_FALSE(shows(page, "Pas maintenant"));
}

TEST(Suggestion, closed_once_is_closed) {
    OneSuggestion given;
    given.referent.get(given.path);
    EXPECT_EQ(given.referent.post(given.path + "/clore", {{"reason", "not_useful"}}).status, 303);
    given.referent.get(given.path);
    given.referent.get("/salaries/" + given.employee.text() + "/entretien");
    for (const auto* act : {"/clore", "/reporter", "/fait-inexact"})
        EXPECT_EQ(given.referent
                      .post(given.path + act,
                            {{"reason", "leaving"}, {"until", "2026-04-01"}, {"fact", given.facts[0].text()}})
                      .status,
                  409)
            << act;
    EXPECT_EQ(given.count("SELECT count(*) FROM suggestion WHERE reason = 'not_useful'"), 1);
    EXPECT_EQ(given.count("SELECT count(*) FROM absence"), 3);
}

TEST(Suggestion, a_wrong_fact_goes_and_takes_with_it_what_rested_on_it) {
    OneSuggestion given;
    given.referent.get(given.path);
    const auto reply = given.referent.post(given.path + "/fait-inexact", {{"fact", given.facts[1].text()}});
    EXPECT_EQ(reply.status, 303);
    EXPECT_EQ(given.count("SELECT count(*) FROM absence"), 2);
    EXPECT_EQ(given.count("SELECT count(*) FROM suggestion WHERE closing = 'fact_wrong' AND closed_by = ?",
                          {given.referent_account}),
              1);
    const auto page = given.referent.get(header(reply, "Location"));
    EXPECT_TRUE(shows(page, "La règle ne s’applique plus : la suggestion est close."));
    EXPECT_TRUE(shows(page, "supprimé du dossier depuis"));
}

TEST(Suggestion, stays_where_the_other_facts_still_hold) {
    OneSuggestion given;
    EmployerCase& facts = given;
    facts.add_absence(given.employee, "2026-03-02", "2026-03-03");
    given.referent.get(given.path);
    const auto reply = given.referent.post(given.path + "/fait-inexact", {{"fact", given.facts[1].text()}});
    EXPECT_EQ(reply.status, 303);
    EXPECT_TRUE(given.suggestion(given.id).is_open());
    EXPECT_EQ(given.suggestions().size(), 1U);
    EXPECT_TRUE(
        shows(given.referent.get(header(reply, "Location")), "La règle s’applique encore aux autres faits."));
}

TEST(Suggestion, only_its_own_facts_can_be_removed_from_it) {
    OneSuggestion given;
    const auto elsewhere = given.add_signal(given.employee, "OBS_RETARD", "2026-03-01");
    for (const auto& fact : {elsewhere.text(), std::string{"n'importe quoi"}, std::string{}}) {
        given.referent.get(given.path);
        EXPECT_EQ(given.referent.post(given.path + "/fait-inexact", {{"fact", fact}}).status, 422) << fact;
    }
    EXPECT_EQ(given.count("SELECT count(*) FROM absence"), 3);
    EXPECT_EQ(given.count("SELECT count(*) FROM signal"), 1);
}

TEST(Suggestion, about_a_team_comes_first_and_names_nobody) {
    OneSuggestion given;
    const auto today = given.instance.clock().today();
    for (int number = 0; number < 6; ++number)
        given.instance.add_employee("1" + std::to_string(number), "Prénom" + std::to_string(number), "Nom");
    given.execute(
        "UPDATE employee SET left_on = ? WHERE id IN (SELECT id FROM employee WHERE id <> ? LIMIT 4)",
        {today - Days{20}, given.employee});
    given.screen();
    const auto all = given.suggestions();
    const auto team = std::ranges::find_if(all, [](const auto& one) { return one.team.has_value(); });
    ASSERT_NE(team, all.end());
    const auto personal = given.referent.get(given.path);
    EXPECT_TRUE(shows(personal, "D’abord l’équipe"));
    EXPECT_TRUE(shows(personal, "/suggestions/" + team->id.text()));

    const auto path = "/suggestions/" + team->id.text();
    const auto page = given.referent.get(path);
    EXPECT_TRUE(shows(page, "Parler du travail avec l’équipe Secteur Nord ?"));
    EXPECT_TRUE(shows(page, "Départ de l’équipe"));
    EXPECT_FALSE(shows(page, "Prénom"));
    EXPECT_FALSE(shows(page, "Camille"));
    EXPECT_EQ(given.referent.post(path + "/clore", {{"reason", "person_declined"}}).status, 422);
    EXPECT_EQ(given.referent.post(path + "/clore", {{"reason", "team_talk_held"}}).status, 303);
    EXPECT_EQ(given.suggestion(team->id).closing, "talk_held");
}

TEST(Suggestion, another_employers_and_a_missing_one_are_the_same_bytes) {
    OneSuggestion given;
    given.instance.add_account_of(Role::referent, "ailleurs", given.instance.other_employer,
                                  given.instance.other_team);
    Visitor elsewhere{given.instance};
    elsewhere.sign_in("ailleurs", Role::referent);
    const auto missing = given.instance.services().randomness.new_id<SuggestionId>().text();
    // Each page has its own request number and submission key, whatever was asked for.
    const auto body_of = [](const Reply& reply) {
        EXPECT_EQ(reply.status, 404);
        return std::regex_replace(reply.body, std::regex{"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"}, "");
    };
    EXPECT_EQ(body_of(elsewhere.get(given.path)), body_of(elsewhere.get("/suggestions/" + missing)));
    for (const auto* act : {"/clore", "/reporter", "/fait-inexact"}) {
        elsewhere.get("/suggestions/" + missing);
        EXPECT_EQ(elsewhere
                      .post(given.path + act,
                            {{"reason", "leaving"}, {"until", "2026-04-01"}, {"fact", given.facts[0].text()}})
                      .status,
                  404);
    }
    EXPECT_TRUE(given.suggestion(given.id).is_open());
}

TEST(Suggestion, is_not_for_managers_nor_for_anybody_else) {
    OneSuggestion given;
    for (const auto role :
         {Role::manager, Role::physician, Role::cell_member, Role::network_analyst, Role::administrator}) {
        const std::string login{role_name(role)};
        given.instance.add_account(role, login);
        Visitor visitor{given.instance};
        visitor.sign_in(login, role);
        const auto missing = given.instance.services().randomness.new_id<SuggestionId>().text();
        EXPECT_EQ(visitor.get(given.path).status, 403) << login;
        EXPECT_EQ(visitor.get("/suggestions/" + missing).status, 403) << login;
        EXPECT_EQ(visitor.post(given.path + "/clore", {{"reason", "leaving"}}).status, 403) << login;
    }
    Visitor nobody{given.instance};
    EXPECT_NE(nobody.get(given.path).status, 200);
    EXPECT_TRUE(given.suggestion(given.id).is_open());
}

TEST(SuggestionCard, has_the_shape_of_a_card_and_never_alarms) {
    OneSuggestion given;
    const auto key = given.instance.add_api_key(given.referent_account);
    const auto reply = call_api(given.instance, key, "GET", "/api/v1/suggestions/" + given.id.text());
    EXPECT_EQ(reply.status, 200);
    for (const auto* part :
         {"\"summary\":\"Des absences courtes se répètent\"", "\"indicator\":\"info\"",
          "\"detail\":", "\"source\":{\"label\":\"Convention du produit", "\"suggestions\":[]",
          "\"facts\":[", "\"start\":\"2026-01-05\"", "\"overrideReasons\":["})
        EXPECT_NE(reply.body.find(part), std::string::npos) << part;
    for (const auto* never : {"critical", "warning", "Camille", "Durand", "score"})
        EXPECT_EQ(reply.body.find(never), std::string::npos) << never;
}

TEST(SuggestionCard, open_ones_come_page_after_page_each_once) {
    EmployerCase given;
    for (int number = 0; number < 5; ++number)
        given.add_three_absences(given.instance.add_employee("2" + std::to_string(number), "A", "B"));
    given.screen();
    const auto key = given.instance.add_api_key(given.referent_account);
    std::set<std::string> seen;
    std::string path = "/api/v1/suggestions?limit=2";
    int pages = 0;
    while (!path.empty() && ++pages < 10) {
        const auto reply = call_api(given.instance, key, "GET", path);
        ASSERT_EQ(reply.status, 200) << reply.body;
        for (const auto& suggestion : given.suggestions()) {
            if (reply.body.find("\"uuid\":\"" + suggestion.id.text()) == std::string::npos) continue;
            EXPECT_TRUE(seen.insert(suggestion.id.text()).second);
        }
        const auto link = header(reply, "Link");
        path = link.empty() ? "" : link.substr(1, link.find('>') - 1);
        EXPECT_EQ(link.empty(), reply.body.find("\"next\":null") != std::string::npos);
    }
    EXPECT_EQ(pages, 3);
    EXPECT_EQ(seen.size(), 5U);
}

TEST(SuggestionCard, a_wrong_question_is_answered_with_every_mistake) {
    OneSuggestion given;
    const auto key = given.instance.add_api_key(given.referent_account);
    const auto reply = call_api(given.instance, key, "GET", "/api/v1/suggestions?limit=101&after=hier");
    EXPECT_EQ(reply.status, 422);
    EXPECT_NE(reply.body.find("#/limit"), std::string::npos);
    EXPECT_NE(reply.body.find("#/after"), std::string::npos);
    const auto other = given.instance.add_account_of(
        Role::referent, "ailleurs", given.instance.other_employer, given.instance.other_team);
    const auto other_key = given.instance.add_api_key(other);
    EXPECT_EQ(call_api(given.instance, other_key, "GET", "/api/v1/suggestions/" + given.id.text()).status,
              404);
    EXPECT_NE(call_api(given.instance, other_key, "GET", "/api/v1/suggestions").body.find("\"cards\":[]"),
              std::string::npos);
}

}  // namespace
}  // namespace prevenance::api
