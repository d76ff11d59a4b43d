// `unless` in words: in a rule, in a finding, in what is archived. What each question says as an exception
// stands in tests/rules/exceptions.txt; to write it anew after a change that was meant:
//   PREVENANCE_WRITE_EXPLANATIONS=1 build/plain/tests/rules/rules_tests --gtest_filter='ExceptionWords.*'
#include "rules/engine.h"
#include "rules/explanation.h"
#include "rules/explanation_text.h"
#include "rules/finding_text.h"
#include "rules/predicates/catalogue.h"
#include "rules/question_words.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace prevenance::rules {
namespace {

const std::filesystem::path golden =
    std::filesystem::path(PREVENANCE_SOURCE_DIR) / "tests/rules/exceptions.txt";

std::vector<std::string> sample_codes(const Predicate& predicate, Counts counts) {
    switch (counts) {
        case Counts::absences:
        case Counts::team_stops:
        case Counts::legal_stops:
            return {"MALADIE"};
        case Counts::observations:
            if (predicate.level() == RuleLevel::team) return {"EQUIPE_TENSIONS"};
            return {"OBS_RETARD", "TENSIONS"};
        case Counts::milestones:
            return {"MESURES_RECUES"};
        case Counts::figures:
            return {"RECLAMATIONS"};
        case Counts::memberships:
            break;
    }
    return {};
}

// A rule that asks the question in its exception, with another number for each parameter.
Rule excepting(const Predicate& predicate) {
    Rule rule;
    rule.family = predicate.family;
    rule.level = predicate.level();
    rule.unless = Condition{};
    rule.unless->predicate = &predicate;
    rule.unless->codes = sample_codes(predicate, predicate.counts);
    if (!predicate.other_codes.empty())
        rule.unless->others = {predicate.counts == Counts::milestones ? "MESURES_REPONDUES"
                                                                      : "HEURES_TRAVAILLEES"};
    int value = 10;
    for (const auto& parameter : predicate.parameters) {
        rule.thresholds.push_back({std::string(parameter.name), value, 1, 900, parameter.unit});
        rule.unless->thresholds.emplace_back(parameter.name);
        value += 10;
    }
    rule.exception = exception_words(*rule.unless, shipped_catalogue());
    return rule;
}

TEST(ExceptionWords, every_question_says_them_as_reviewed) {
    std::string text;
    for (const auto* predicate : predicates())
        text += std::string(predicate->name) + "\n  " + words_of(excepting(*predicate)).exception + "\n";
    EXPECT_EQ(text.find_first_of("{}"), std::string::npos) << text;
    for (const auto* predicate : predicates())
        EXPECT_EQ(text.find(std::string(predicate->name) + "\u00A0:"), std::string::npos)
            << predicate->name << " has no words in rules/question_words.cpp";
    if (std::getenv("PREVENANCE_WRITE_EXPLANATIONS") != nullptr)
        std::ofstream{golden, std::ios::binary} << text;
    std::ifstream file{golden, std::ios::binary};
    EXPECT_EQ((std::string{std::istreambuf_iterator<char>{file}, {}}), text)
        << "see the head of this test for how to write " << golden;
}

const std::string pause_rule = R"(rule: S90
version: "1"
family: signal
level: individual
title: Des retards se répètent
sentence: Au moins {n} retards en {w} jours.
unknown: Les raisons.
source: { kind: convention, text: choix du test }
thresholds:
  w: { value: 60, min: 30, max: 90, unit: days }
  n: { value: 2, min: 1, max: 9, unit: facts }
  pause: { value: 45, min: 30, max: 90, unit: days }
  un: { value: 1, min: 1, max: 1, unit: facts }
when:
  recent_facts: { codes: [OBS_RETARD], within: w, at_least: n }
unless:
  recent_facts: { codes: [ENTRETIEN], within: pause, at_least: un }
)";

const std::string said =
    "La règle se tait tant que ceci est vrai\u00A0: au moins 1 fait en 45 jours (Entretien).";

RuleSet with_pause() {
    auto read = read_rules(std::vector<RuleText>{{"S90.yaml", pause_rule}}, shipped_catalogue(), test_hash);
    EXPECT_TRUE(read);
    return std::move(*read);
}

Timeline two_late_arrivals() {
    Timeline timeline{{}, *parse_iso_date("2020-01-01"), {}, {}};
    for (std::uint8_t i = 1; i <= 2; ++i) {
        FactId id;
        id.bytes[0] = i;
        const Date day = *parse_iso_date("2026-01-05") + Days{i};
        timeline.facts.push_back({id, "OBS_RETARD", day, {}, day});
    }
    return timeline;
}

TEST(ExceptionWords, stand_in_the_rule_and_in_the_finding) {
    const auto rules = with_pause();
    EXPECT_EQ(words_of(rules.rules()[0]).exception, said);
    const auto timeline = two_late_arrivals();
    const auto findings = evaluate(rules, timeline, *parse_iso_date("2026-01-10"));
    ASSERT_EQ(findings.size(), 1U);
    const auto explanation = explain(findings[0], rules.rules()[0], shipped_catalogue(),
                                     surroundings(rules, findings[0], timeline));
    EXPECT_NE(explanation_text(explanation, "").find("\nL’exception\u00A0: " + said + "\n"),
              std::string::npos)
        << explanation_text(explanation, "");
}

TEST(ExceptionWords, stand_in_the_text_of_many_findings) {
    const auto rules = with_pause();
    Population population(rules);
    population.add(two_late_arrivals());
    EvidenceLog log;
    const auto day = *parse_iso_date("2026-01-10");
    screen(population, day, log);
    ASSERT_EQ(log.fired.size(), 1U);
    FindingText writer(rules, shipped_catalogue());
    std::string text;
    writer.append(population, log, log.fired[0], day, text);
    EXPECT_NE(text.find("\n" + said + "\n"), std::string::npos) << text;
}

TEST(ExceptionWords, their_numbers_are_told_from_those_of_the_rule) {
    const auto rules = with_pause();
    const auto words = words_of(rules.rules()[0]);
    std::vector<std::string> roles;
    for (const auto& threshold : words.thresholds) roles.push_back(threshold.role);
    EXPECT_EQ(roles[0], "période regardée");
    EXPECT_EQ(roles[2], "période regardée (pour l’exception)");
    EXPECT_EQ(roles[3], "à partir de quoi la règle s’applique (pour l’exception)");
}

TEST(ExceptionWords, are_archived_and_read_back) {
    const auto rules = with_pause();
    const auto read = parse_archived_words(archived_words(rules.rules()[0]));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->exception, said);
}

TEST(ExceptionWords, a_rule_without_one_says_nothing_of_it) {
    for (const Rule& rule : shipped_rules().rules())
        EXPECT_EQ(words_of(rule).exception.empty(), !rule.unless) << rule.identity.id;
}

}  // namespace
}  // namespace prevenance::rules
