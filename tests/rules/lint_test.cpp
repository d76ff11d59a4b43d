// What the linter says about rules that are allowed and cannot be meant; and that it is silent about those
// that ship.
#include "rules/lint.h"

#include "rules/engine.h"
#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <random>

namespace prevenance::rules {
namespace {

constexpr std::string_view head = R"(version: "1"
family: signal
level: individual
title: Titre
sentence: Une phrase.
unknown: Les raisons.
source: { kind: convention, text: choisie ici }
)";

using Lines = std::vector<std::string>;

std::string rule_text(const std::string& id, const std::string& thresholds, const std::string& when) {
    return "rule: " + id + "\n" + std::string(head) + "thresholds:\n" + thresholds + "when:\n" + when;
}

std::vector<ReadRule> read(const std::vector<RuleText>& texts) {
    auto reading = read_rule_files(texts, shipped_catalogue(), test_hash);
    for (const auto& complaint : reading.complaints) ADD_FAILURE() << complaint.line();
    return std::move(reading.rules);
}

Lines warnings(const std::vector<RuleText>& texts) {
    Lines lines;
    for (const auto& each : lint(read(texts)))
        lines.push_back(std::to_string(each.at.line) + " " + each.path + " " + each.code);
    return lines;
}

std::string spells_thresholds(const std::string& longest, const std::string& gap, const std::string& window,
                              const std::string& few) {
    return "  longest: { " + longest + ", unit: days }\n  gap: { " + gap + ", unit: days }\n  window: { " +
           window + ", unit: days }\n  few: { " + few + ", unit: spells }\n";
}

const std::string spells_question =
    "repeated_spells: { codes: [MALADIE], longest: longest, gap: gap, within: window, at_least: few }\n";

TEST(Lint, a_rule_that_can_never_fire_is_named) {
    // Three spells of a day, two days of work between each: 1 + 3 + 3 + 1 days, from the first to the last.
    const auto text = [](const std::string& window) {
        return rule_text("S1",
                         spells_thresholds("value: 7, min: 7, max: 7", "value: 2, min: 2, max: 2",
                                           "value: " + window + ", min: " + window + ", max: " + window,
                                           "value: 3, min: 3, max: 3"),
                         "  " + spells_question);
    };
    EXPECT_EQ(warnings({{"S1.yaml", text("8")}}),
              (Lines{"15 when never_holds", "15 when.repeated_spells question_never_holds"}));
    EXPECT_EQ(warnings({{"S1.yaml", text("9")}}), Lines{});
    const auto rules = read({{"S1.yaml", text("8")}});
    EXPECT_EQ(lint(rules)[1].message,
              "cette question ne peut jamais recevoir oui\u00a0: 3 absences séparées de plus de 2 jours "
              "demandent 9 "
              "jours, et la fenêtre en a 8");
}

TEST(Lint, what_it_calls_impossible_is_impossible) {
    // Spells as close as the gap allows hold in a window of nine days, and in none of eight.
    std::mt19937 random{1};
    for (const int window : {8, 9}) {
        const auto number = std::to_string(window);
        const auto rules = read_rules(
            std::vector<RuleText>{
                {"S1.yaml",
                 rule_text("S1",
                           spells_thresholds("value: 7, min: 7, max: 7", "value: 2, min: 2, max: 2",
                                             "value: " + number + ", min: " + number + ", max: " + number,
                                             "value: 3, min: 3, max: 3"),
                           "  " + spells_question)}},
            shipped_catalogue(), test_hash);
        ASSERT_TRUE(rules);
        bool ever = false;
        for (int history = 0; history < 300; ++history) {
            Timeline person;
            for (int day = 0; day < 30; ++day) {
                if (random() % 4 != 0) continue;
                FactId id;
                id.bytes[15] = static_cast<std::uint8_t>(person.facts.size() + 1);
                const Date date{Days{20'000 + day}};
                person.facts.push_back({id, "MALADIE", date, date, date});
            }
            for (int day = 0; day < 40; ++day)
                ever |= !evaluate(*rules, person, Date{Days{20'000 + day}}).empty();
        }
        EXPECT_EQ(ever, window == 9) << window;
    }
}

TEST(Lint, bounds_that_allow_an_impossible_setting_are_named) {
    const auto text =
        rule_text("S1",
                  "  n: { value: 2, min: 2, max: 5, unit: facts }\n"
                  "  apart: { value: 7, min: 1, max: 30, unit: days }\n"
                  "  window: { value: 60, min: 30, max: 90, unit: days }\n",
                  "  spaced_observations: { codes: [OBS_PLANNING], apart: apart, within: window, "
                  "at_least: n }\n");
    EXPECT_EQ(warnings({{"S1.yaml", text}}), (Lines{"14 when.spaced_observations impossible_bounds"}));
}

TEST(Lint, conditions_that_change_nothing_are_named) {
    const auto thresholds = spells_thresholds("value: 7, min: 7, max: 7", "value: 2, min: 2, max: 2",
                                              "value: 90, min: 90, max: 90", "value: 3, min: 3, max: 3") +
                            "  more: { value: 4, min: 4, max: 4, unit: spells }\n";
    auto more = spells_question;
    more.replace(more.find("few"), 3, "more");
    EXPECT_EQ(warnings({{"S1.yaml", rule_text("S1", thresholds,
                                              "  any:\n    - " + spells_question + "    - " +
                                                  spells_question + "    - " + more)}}),
              (Lines{"18 when.any[1] duplicate_condition", "19 when.any[2] implied_condition",
                     "19 when.any[2] implied_condition"}));
    EXPECT_EQ(warnings({{"S1.yaml",
                         rule_text("S1", thresholds, "  all:\n    - " + spells_question + "    - " + more)}}),
              (Lines{"17 when.all[0] implied_condition"}));
}

TEST(Lint, an_exception_that_always_or_never_applies_is_named) {
    const auto thresholds = spells_thresholds("value: 7, min: 7, max: 7", "value: 2, min: 2, max: 2",
                                              "value: 90, min: 90, max: 90", "value: 3, min: 3, max: 3") +
                            "  two: { value: 2, min: 2, max: 2, unit: spells }\n"
                            "  sixty: { value: 60, min: 60, max: 60, unit: spells }\n";
    const auto unless = [&](const std::string& number) {
        auto question = spells_question;
        question.replace(question.find("few"), 3, number);
        return rule_text("S1", thresholds, "  " + spells_question + "unless:\n  " + question);
    };
    const auto without = [](std::string text, const std::string& number) {
        const auto at = text.find("  " + number + ": {");
        return text.erase(at, text.find('\n', at) - at + 1);
    };
    EXPECT_EQ(warnings({{"S1.yaml", without(unless("two"), "sixty")}}),
              (Lines{"18 unless unless_always_holds"}));
    EXPECT_EQ(warnings({{"S1.yaml", without(unless("sixty"), "two")}}),
              (Lines{"18 unless unless_never_holds", "18 unless.repeated_spells question_never_holds"}));
}

TEST(Lint, two_rules_that_say_the_same_are_named) {
    const auto thresholds = spells_thresholds("value: 7, min: 7, max: 7", "value: 2, min: 2, max: 2",
                                              "value: 90, min: 90, max: 90", "value: 3, min: 3, max: 3");
    EXPECT_EQ(warnings({{"S1.yaml", rule_text("S1", thresholds, "  " + spells_question)},
                        {"S2.yaml", rule_text("S2", thresholds, "  " + spells_question)}}),
              (Lines{"15 when same_rule"}));
}

TEST(Lint, a_window_longer_than_facts_are_kept_is_named) {
    const auto text =
        rule_text("S2",
                  spells_thresholds("value: 7, min: 7, max: 7", "value: 2, min: 2, max: 2",
                                    "value: 365, min: 90, max: 732", "value: 3, min: 3, max: 3"),
                  "  " + spells_question);
    EXPECT_EQ(warnings({{"S1.yaml", text}}),
              (Lines{"1 rule file_name", "12 thresholds.window longer_than_kept"}));
}

TEST(Lint, a_rule_about_a_person_needs_a_fact_about_them) {
    std::vector<RuleText> texts;
    for (const auto& text : shipped_rule_texts())
        if (text.file == "config/rules/T1.yaml") texts.push_back(text);
    texts.push_back({"S90.yaml", rule_text("S90", "  {}\n", "  rule: T1\n")});
    EXPECT_EQ(warnings(texts), (Lines{"12 when no_evidence"}));
}

TEST(Lint, a_rule_nobody_drew_is_named) {
    const auto thresholds = spells_thresholds("value: 7, min: 7, max: 7", "value: 2, min: 2, max: 2",
                                              "value: 90, min: 90, max: 90", "value: 3, min: 3, max: 3");
    const auto rules = read({{"S1.yaml", rule_text("S1", thresholds, "  " + spells_question)}});
    const auto codes = [&](const std::string& rows) {
        std::vector<Complaint> complaints;
        const auto drawn = read_drawn_timelines({"S1.timeline", rows}, shipped_catalogue(), complaints);
        Lines lines;
        for (const auto& each : lint_timelines(rules, drawn)) lines.push_back(each.code);
        return lines;
    };
    const std::string quiet = "case     a\nrule     S1\nfrom     2026-01-01\nday      0..\nsuggest  ...\n";
    const std::string loud = "case     b\nrule     S1\nfrom     2026-01-01\nday      0..\nsuggest  .^^\n";
    EXPECT_EQ(codes(""), (Lines{"no_timeline"}));
    EXPECT_EQ(codes(quiet), (Lines{"no_positive_case"}));
    EXPECT_EQ(codes(loud), (Lines{"no_negative_case"}));
    EXPECT_EQ(codes(quiet + loud), Lines{});
}

TEST(Lint, a_rule_whose_drawing_cannot_be_read_is_not_called_undrawn) {
    const auto thresholds = spells_thresholds("value: 7, min: 7, max: 7", "value: 2, min: 2, max: 2",
                                              "value: 90, min: 90, max: 90", "value: 3, min: 3, max: 3");
    const auto rules = read({{"S1.yaml", rule_text("S1", thresholds, "  " + spells_question)}});
    for (const auto* rows :
         {"case  a\nrule  S1\nfrom  2026-01-01\nday   0..\n", "case  a\nfrom  2026-01-01\n", "xxxx\n"}) {
        std::vector<Complaint> complaints;
        const auto drawn = read_drawn_timelines({"rules/S1.timeline", rows}, shipped_catalogue(), complaints);
        EXPECT_FALSE(complaints.empty());
        EXPECT_EQ(drawn.unread.size(), 1U);
        EXPECT_TRUE(lint_timelines(rules, drawn).empty()) << rows;
    }
}

TEST(Lint, a_case_about_a_rule_that_is_not_there_has_a_place) {
    std::vector<Complaint> complaints;
    const auto drawn = read_drawn_timelines(
        {"S90.timeline", "case     a\nrule     S9O\nfrom     2026-01-01\nday      0..\nsuggest  ...\n"},
        shipped_catalogue(), complaints);
    const std::vector<std::string> ids{"S1", "S90"};
    const auto found = cases_without_rule(ids, drawn.cases);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].line(),
              "S90.timeline:2:10: rule: il n’y a pas de règle «\u00a0S9O\u00a0». Vouliez-vous dire "
              "«\u00a0S90\u00a0»\u00a0? [unknown_rule]");
    EXPECT_TRUE(cases_without_rule(std::vector<std::string>{"S9O"}, drawn.cases).empty());
}

TEST(Lint, the_longest_window_is_found) {
    const auto longest = longest_window(read(shipped_rule_texts()));
    ASSERT_TRUE(longest);
    EXPECT_GE(longest->days, 365);
}

TEST(ShippedRules, the_linter_has_nothing_to_say) {
    const auto rules = read(shipped_rule_texts());
    for (const auto& each : lint(rules)) ADD_FAILURE() << each.line();
    for (const auto& each : lint_timelines(rules, {shipped_timelines(), {}})) ADD_FAILURE() << each.line();
}

}  // namespace
}  // namespace prevenance::rules
