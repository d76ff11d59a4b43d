// The words people read, to the letter.
#include "rules/explanation.h"

#include "rules/engine.h"
#include "rules/rule_set_values.h"
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
                           surroundings(shipped_rules(), finding, timeline));
    ADD_FAILURE() << rule << " does not hold on " << as_of;
    return {};
}

std::vector<std::string> fact_words(const Explanation& explanation) {
    std::vector<std::string> words;
    for (const auto& fact : explanation.facts) words.push_back(fact.words);
    return words;
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
    EXPECT_EQ(words.words.title, "Des absences courtes se répètent");
    EXPECT_EQ(
        words.rule,
        "Au moins 3 absences de 7 jours ou moins en 183 jours, ou au moins 4 en 365 jours. Deux absences "
        "séparées de 2 jours ou moins comptent pour une seule.");
    EXPECT_TRUE(words.words.source.starts_with("Convention du produit, non fixée par la loi\u00A0: "))
        << words.words.source;
    const std::vector<std::string> facts{"Absence\u00A0: du 5 au 6 janv. 2026",
                                         "Absence\u00A0: le 12 janv. 2026",
                                         "Absence\u00A0: du 29 janv. au 2 févr. 2026, fin prévue"};
    EXPECT_EQ(fact_words(words), facts) << "the reason of an absence is never told apart";
    EXPECT_EQ(words.stops_on, day("2026-07-07"));
    EXPECT_EQ(words.stops, "Sans fait nouveau, cette suggestion s’efface le 7 juil. 2026.");
    EXPECT_FALSE(words.due);
}

TEST(Explanation, a_legal_reminder_cites_its_article_and_version) {
    const auto words = explained(
        "L2", {{}, day("2020-01-01"), {}, {fact(1, "MALADIE", "2026-03-02", "2026-05-03")}}, "2026-04-20");
    EXPECT_TRUE(words.words.source.starts_with(
        "Code du travail, article R4624-31 (version en vigueur depuis le 28 avr. 2022)\u00A0: "))
        << words.words.source;
    EXPECT_EQ(words.due, "À faire au plus tard le 12 mai 2026.");
    EXPECT_EQ(fact_words(words), (std::vector<std::string>{"Absence\u00A0: du 2 mars au 3 mai 2026, fin prévue"}));
    EXPECT_EQ(words.stops, "Sans fait nouveau, ce rappel s’efface le 12 juin 2026.");
}

TEST(Explanation, an_open_stop_has_no_last_day) {
    const auto words =
        explained("L1", {{}, day("2020-01-01"), {}, {fact(1, "AT", "2026-03-02")}}, "2026-04-01");
    EXPECT_TRUE(words.rule.starts_with("L’arrêt atteint son 31e jour.")) << words.rule;
    EXPECT_EQ(fact_words(words),
              (std::vector<std::string>{"Arrêt après un accident du travail\u00A0: depuis le 2 mars 2026"}));
    EXPECT_EQ(words.stops, "Sans fait nouveau, ce rappel reste tant que la situation dure.");
    EXPECT_FALSE(words.stops_on);
}

TEST(Explanation, an_observation_is_a_day) {
    const auto words = explained(
        "S7", {{}, day("2020-01-01"), {}, {fact(1, "SOUHAITE_ECHANGE", "2026-03-02")}}, "2026-03-09");
    EXPECT_EQ(fact_words(words),
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
                               surroundings(shipped_rules(), findings[0], team));
    EXPECT_TRUE(words.rule.starts_with(
        "En 365 jours, 0 arrivée et 5 départs pour 8 personnes au début de la période, "
        "soit 31,2\u00A0% de rotation, contre 0\u00A0%"))
        << words.rule;
    EXPECT_EQ(words.facts.front().words, "Départ de l’équipe\u00A0: le 1er juil. 2025");
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
        const auto words = explain(*finding, rule, shipped_catalogue(), {});
        EXPECT_EQ(words.rule.find_first_of("{}?"), std::string::npos) << words.rule;
    }
}

TEST(Explanation, says_who_set_a_number_and_when) {
    const ThresholdValue chosen{"S1", "few", 4, day("2026-01-01"), "le référent de votre structure"};
    const auto rules = with_values(shipped_rules(), std::span{&chosen, 1}, test_hash);
    ASSERT_TRUE(rules);
    const auto words = words_of(*rules->find("S1"));
    const auto few = std::ranges::find(words.thresholds, "few", &ExplainedThreshold::name);
    ASSERT_NE(few, words.thresholds.end());
    EXPECT_EQ(few->words, "4 absences");
    EXPECT_EQ(few->bounds, "réglable de 3 à 6 absences");
    EXPECT_EQ(few->set, "réglé le 1er janv. 2026 par le référent de votre structure");
    for (const auto& other : words.thresholds)
        EXPECT_TRUE(other.name == "few" || other.set == "valeur du produit, règle version 2026-1") << other.set;
    EXPECT_EQ(parse_archived_words(archived_words(*rules->find("S1")))->thresholds, words.thresholds)
        << "and an old finding still says so";
}

TEST(Explanation, a_protection_cannot_be_set) {
    const auto words = words_of(*shipped_rules().find("S7"));
    const auto least = std::ranges::find(words.thresholds, "at_least", &ExplainedThreshold::name);
    ASSERT_NE(least, words.thresholds.end());
    EXPECT_EQ(least->bounds, "fixé, non réglable");
}

TEST(Explanation, where_a_fact_comes_from) {
    EXPECT_EQ(origin_words({Origin::Kind::noted, day("2026-02-03")}), "noté le 3 févr. 2026");
    EXPECT_EQ(origin_words({Origin::Kind::imported, day("2026-02-01")}), "import du 1er févr. 2026");
    const Timeline timeline{{}, day("2020-01-01"), {}, {fact(1, "SOUHAITE_ECHANGE", "2026-03-02")}};
    const auto findings = evaluate(shipped_rules(), timeline, day("2026-03-09"));
    ASSERT_EQ(findings.size(), 1U);
    const auto& rule = *shipped_rules().find("S7");
    Surroundings around;
    around.origins[timeline.facts[0].id] = {Origin::Kind::noted, day("2026-03-03")};
    EXPECT_EQ(explain(findings[0], rule, shipped_catalogue(), around).facts[0].origin, "noté le 3 mars 2026");
    EXPECT_EQ(explain(findings[0], rule, shipped_catalogue(), {}).facts[0].origin, "supprimé du dossier depuis");
}

TEST(Explanation, an_end_that_is_not_known_or_may_change_is_said) {
    const auto open =
        explained("L1", {{}, day("2020-01-01"), {}, {fact(1, "AT", "2026-03-02")}}, "2026-04-01");
    EXPECT_EQ(open.also_unknown,
              (std::vector<std::string>{"Ce qui a commencé le 2 mars 2026 n’a pas de date de fin connue."}));
    const auto planned = explained(
        "L2", {{}, day("2020-01-01"), {}, {fact(1, "MALADIE", "2026-03-02", "2026-05-03")}}, "2026-04-20");
    EXPECT_EQ(planned.also_unknown,
              (std::vector<std::string>{"La fin prévue le 3 mai 2026 peut encore changer."}));
}

TEST(Explanation, a_reminder_that_awaits_something_says_what) {
    const auto words =
        explained("L8", {{}, day("2020-01-01"), {}, {fact(1, "MI_CARRIERE", "2026-01-12")}}, "2026-03-01");
    EXPECT_TRUE(words.stops.ends_with(
        "Il s’efface dès que vous notez\u00A0: Entretien de parcours professionnel."))
        << words.stops;
    EXPECT_EQ(words.facts[0].words, "Visite de mi-carrière\u00A0: le 12 janv. 2026");
}

TEST(Explanation, a_note_is_called_a_note) {
    const auto words = explained(
        "S9", {{}, day("2020-01-01"), {}, {fact(1, "CHANGEMENT_ORGANISATION", "2026-03-02")}}, "2026-03-09");
    EXPECT_TRUE(words.stops.starts_with("Sans fait nouveau, cette note s’efface le ")) << words.stops;
}

TEST(ArchivedWords, of_the_first_version_are_still_read) {
    const Timeline timeline{{}, day("2020-01-01"), {}, {fact(1, "SOUHAITE_ECHANGE", "2026-03-02")}};
    const auto findings = evaluate(shipped_rules(), timeline, day("2026-03-09"));
    ASSERT_EQ(findings.size(), 1U);
    const auto then = explain_archived(findings[0], "Titre\nPhrase, {count} fait.\nConvention\nInconnu",
                                       shipped_catalogue(), origins_of(timeline.facts));
    ASSERT_TRUE(then);
    EXPECT_EQ(then->words.title, "Titre");
    EXPECT_EQ(then->rule, "Phrase, 1 fait.");
    EXPECT_EQ(then->words.source, "Convention");
    EXPECT_EQ(then->words.unknown, "Inconnu");
    EXPECT_TRUE(then->words.thresholds.empty());
    EXPECT_TRUE(then->words.identity.version.empty());
    EXPECT_EQ(then->facts[0].origin, "noté le 2 mars 2026");
}

TEST(ArchivedWords, keep_every_rule_of_the_catalogue_whole) {
    for (const Rule& rule : shipped_rules().rules()) {
        auto kept = parse_archived_words(archived_words(rule));
        ASSERT_TRUE(kept) << rule.identity.id;
        kept->identity = rule.identity;
        EXPECT_EQ(*kept, words_of(rule)) << rule.identity.id;
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
    const auto then = explain_archived(findings[0], archived_words(rule), shipped_catalogue(), {});
    ASSERT_TRUE(then);
    auto now = explain(findings[0], rule, shipped_catalogue(), {});
    now.stops.clear();  // a rule that is gone stops nothing
    EXPECT_EQ(*then, now);
}

TEST(ArchivedWords, of_a_team_are_filled_with_what_was_counted) {
    const auto& rule = *shipped_rules().find("T1");
    const auto words = archived_words(rule);
    EXPECT_NE(words.find("{headcount}"), std::string::npos) << "counted anew for each finding";
    EXPECT_EQ(words.find("{window}"), std::string::npos) << "the rule's own number";
    const auto finding = Finding::make(rule.identity, RuleFamily::signal, RuleLevel::team, TeamId{}, day("2026-01-29"),
                                       {{{}, "SORTIE", day("2026-01-10"), day("2026-01-10")}}, {{"headcount", 12}});
    const auto explanation = explain_archived(*finding, words, shipped_catalogue(), {});
    ASSERT_TRUE(explanation);
    EXPECT_NE(explanation->rule.find("pour 12 personnes"), std::string::npos) << explanation->rule;
}

TEST(ArchivedWords, anything_else_is_refused) {
    const auto finding = Finding::make({"S1", "", ""}, RuleFamily::signal, RuleLevel::individual, EmployeeId{},
                                       day("2026-01-29"), {{{}, "MALADIE", day("2026-01-10"), {}}}, {});
    for (const auto* words : {"", "titre", "titre\nphrase\nsource", "a\nb\nc\nd\ne", "a\nb\nc\nd\n", "a\nb\nc\nd\nlaw\tR4624-31\thier",
                              "a\nb\nc\nd\nthreshold\tfew\tdeux\t1\t2\tspells\t\t\t"})
        EXPECT_FALSE(explain_archived(*finding, words, shipped_catalogue(), {})) << words;
}

}  // namespace
}  // namespace prevenance::rules
