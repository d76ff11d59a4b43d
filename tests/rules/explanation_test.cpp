// The words people read, to the letter.
#include "rules/explanation.h"

#include "rules/engine.h"
#include "rules/predicates/catalogue.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

namespace prevenance::rules {
namespace {

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

Fact fact(std::uint8_t number, std::string code, std::string_view start, std::string_view end = {}) {
    FactId id;
    id.bytes[0] = number;
    return {id, std::move(code), day(start), end.empty() ? std::optional<Date>{} : day(end), day(start)};
}

Explanation explained(std::string_view rule, const Timeline& timeline, std::string_view as_of) {
    for (const auto& finding : evaluate(shipped_rules(), timeline, day(as_of)))
        if (finding.rule().id == rule)
            return explain(finding, *shipped_rules().find(rule), shipped_catalogue(),
                           stops_on(shipped_rules(), finding, timeline));
    ADD_FAILURE() << rule << " does not hold on " << as_of;
    return {};
}

TEST(FrenchDates, days_and_periods) {
    EXPECT_EQ(french_date(day("2026-02-03")), "3 févr. 2026");
    EXPECT_EQ(french_date(day("2026-01-01")), "1er janv. 2026");
    EXPECT_EQ(french_date(day("2024-02-29")), "29 févr. 2024");
    EXPECT_EQ(french_period(day("2026-02-03"), day("2026-02-03")), "le 3 févr. 2026");
    EXPECT_EQ(french_period(day("2026-01-12"), day("2026-01-20")), "du 12 au 20 janv. 2026");
    EXPECT_EQ(french_period(day("2026-02-28"), day("2026-03-01")), "du 28 févr. au 1er mars 2026");
    EXPECT_EQ(french_period(day("2025-12-30"), day("2026-01-02")), "du 30 déc. 2025 au 2 janv. 2026");
    EXPECT_EQ(french_period(day("2026-08-03"), std::nullopt), "depuis le 3 août 2026");
}

TEST(Explanation, short_absences_in_words) {
    const auto words = explained(
        "S1",
        {{},
         day("2020-01-01"),
         {},
         {fact(1, "MALADIE", "2026-01-05", "2026-01-06"), fact(2, "IMPREVUE", "2026-01-12", "2026-01-12"),
          fact(3, "MALADIE", "2026-01-29", "2026-02-02")}},
        "2026-01-29");
    EXPECT_EQ(words.title, "Des absences courtes se répètent");
    EXPECT_EQ(
        words.rule,
        "Au moins 3 absences de 7 jours ou moins en 183 jours, ou au moins 4 en 365 jours. Deux absences "
        "séparées de 2 jours ou moins comptent pour une seule.");
    EXPECT_TRUE(words.source.starts_with("Convention du produit, non fixée par la loi\u00A0: "))
        << words.source;
    const std::vector<std::string> facts{"Absence\u00A0: du 5 au 6 janv. 2026",
                                         "Absence\u00A0: le 12 janv. 2026",
                                         "Absence\u00A0: du 29 janv. au 2 févr. 2026, fin prévue"};
    EXPECT_EQ(words.facts, facts) << "the reason of an absence is never told apart";
    EXPECT_EQ(words.stops_on, day("2026-07-07"));
    EXPECT_EQ(words.stops, "Sans fait nouveau, cette suggestion s’efface le 7 juil. 2026.");
    EXPECT_FALSE(words.due);
}

TEST(Explanation, a_legal_reminder_cites_its_article_and_version) {
    const auto words = explained(
        "L2", {{}, day("2020-01-01"), {}, {fact(1, "MALADIE", "2026-03-02", "2026-05-03")}}, "2026-04-20");
    EXPECT_TRUE(words.source.starts_with(
        "Code du travail, article R4624-31 (version en vigueur depuis le 28 avr. 2022)\u00A0: "))
        << words.source;
    EXPECT_EQ(words.due, "À faire au plus tard le 12 mai 2026.");
    EXPECT_EQ(words.facts, (std::vector<std::string>{"Absence\u00A0: du 2 mars au 3 mai 2026, fin prévue"}));
    EXPECT_EQ(words.stops, "Sans fait nouveau, ce rappel s’efface le 12 juin 2026.");
}

TEST(Explanation, an_open_stop_has_no_last_day) {
    const auto words =
        explained("L1", {{}, day("2020-01-01"), {}, {fact(1, "AT", "2026-03-02")}}, "2026-04-01");
    EXPECT_TRUE(words.rule.starts_with("L’arrêt atteint son 31e jour.")) << words.rule;
    EXPECT_EQ(words.facts,
              (std::vector<std::string>{"Arrêt après un accident du travail\u00A0: depuis le 2 mars 2026"}));
    EXPECT_EQ(words.stops, "Sans fait nouveau, ce rappel reste tant que la situation dure.");
    EXPECT_FALSE(words.stops_on);
}

TEST(Explanation, an_observation_is_a_day) {
    const auto words = explained(
        "S7", {{}, day("2020-01-01"), {}, {fact(1, "SOUHAITE_ECHANGE", "2026-03-02")}}, "2026-03-09");
    EXPECT_EQ(words.facts,
              (std::vector<std::string>{
                  "La personne demande à en parler ou à voir le médecin du travail\u00A0: le 2 mars 2026"}));
}

TEST(Explanation, turnover_is_a_percentage_of_a_team_and_names_nobody) {
    TeamTimeline team;
    for (int i = 0; i < 8; ++i) team.members.push_back({{}, day("2015-01-01"), {}});
    for (std::size_t i = 0; i < 5; ++i) team.members[i].exit = day("2025-07-01");
    const auto findings = evaluate(shipped_rules(), team, day("2025-12-31"));
    ASSERT_EQ(findings.size(), 1U);
    const auto words = explain(findings[0], *shipped_rules().find("T1"), shipped_catalogue(),
                               stops_on(shipped_rules(), findings[0], team));
    EXPECT_TRUE(words.rule.starts_with(
        "En 365 jours, 0 arrivées et 5 départs pour 8 personnes au début de la période, "
        "soit 31,2\u00A0% de rotation, contre 0\u00A0%"))
        << words.rule;
    EXPECT_EQ(words.facts.front(), "Départ de l’équipe\u00A0: le 1er juil. 2025");
    EXPECT_EQ(words.stops_on, day("2026-07-01"));
}

TEST(Explanation, no_sentence_of_a_shipped_rule_is_left_unfilled) {
    for (const Rule& rule : shipped_rules().rules()) {
        std::map<std::string, int> counted{{"count", 3}, {"days", 40}, {"days_left", 2}};
        for (const auto* predicate : predicates())
            for (const auto name : predicate->counted) counted[std::string(name)] = 1;
        const auto finding =
            Finding::make(rule.identity, rule.family, rule.level, EmployeeId{}, day("2026-01-01"),
                          {{{}, "OBS_RETARD", day("2026-01-01"), std::nullopt}}, counted);
        const auto words = explain(*finding, rule, shipped_catalogue(), std::nullopt);
        EXPECT_EQ(words.rule.find_first_of("{}?"), std::string::npos) << words.rule;
    }
}

TEST(ArchivedWords, say_what_the_rule_said_when_it_was_applied) {
    const Timeline timeline{
        {},
        day("2020-01-01"),
        {},
        {fact(1, "MALADIE", "2026-01-05", "2026-01-06"), fact(2, "IMPREVUE", "2026-01-12", "2026-01-12"),
         fact(3, "MALADIE", "2026-01-29", "2026-02-02")}};
    const auto findings = evaluate(shipped_rules(), timeline, day("2026-01-29"));
    ASSERT_EQ(findings.size(), 1U);
    const auto& rule = *shipped_rules().find("S1");
    const auto then = explain_archived(findings[0], archived_words(rule), shipped_catalogue());
    ASSERT_TRUE(then);
    auto now = explain(findings[0], rule, shipped_catalogue(), std::nullopt);
    now.stops.clear();  // a rule that is gone stops nothing
    EXPECT_EQ(*then, now);
}

TEST(ArchivedWords, of_a_team_are_filled_with_what_was_counted) {
    const auto& rule = *shipped_rules().find("T1");
    const auto words = archived_words(rule);
    EXPECT_NE(words.find("{headcount}"), std::string::npos) << "counted anew for each finding";
    EXPECT_EQ(words.find("{window}"), std::string::npos) << "the rule's own number";
    const auto finding =
        Finding::make(rule.identity, RuleFamily::signal, RuleLevel::team, TeamId{}, day("2026-01-29"),
                      {{{}, "SORTIE", day("2026-01-10"), day("2026-01-10")}}, {{"headcount", 12}});
    const auto explanation = explain_archived(*finding, words, shipped_catalogue());
    ASSERT_TRUE(explanation);
    EXPECT_NE(explanation->rule.find("pour 12 personnes"), std::string::npos) << explanation->rule;
}

TEST(ArchivedWords, anything_else_is_refused) {
    const auto finding =
        Finding::make({"S1", "", ""}, RuleFamily::signal, RuleLevel::individual, EmployeeId{},
                      day("2026-01-29"), {{{}, "MALADIE", day("2026-01-10"), {}}}, {});
    for (const auto* words : {"", "titre", "titre\nphrase\nsource", "a\nb\nc\nd\ne"})
        EXPECT_FALSE(explain_archived(*finding, words, shipped_catalogue())) << words;
}

}  // namespace
}  // namespace prevenance::rules
