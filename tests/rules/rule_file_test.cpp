// What rule files may say, and the exact words about what they may not.
#include "rules/rule_file.h"

#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace prevenance::rules {
namespace {

constexpr std::string_view good_rule = R"(rule: S9
version: "1"
family: signal
level: individual
title: Titre
sentence: Au moins {n} absences.
unknown: Les raisons.
source: { kind: convention, text: choisie ici }
thresholds:
  days: { value: 7, min: 1, max: 7, unit: days }
  gap: { value: 2, min: 2, max: 2, unit: days }
  window: { value: 90, min: 30, max: 365, unit: days }
  n: { value: 3, min: 2, max: 5, unit: spells }
when:
  repeated_spells: { codes: [MALADIE], longest: days, gap: gap, within: window, at_least: n }
)";

std::string with(std::string_view from, std::string_view to) {
    std::string text(good_rule);
    const auto at = text.find(from);
    if (at == std::string::npos) ADD_FAILURE() << "not in the good rule: " << from;
    return text.replace(at, from.size(), to);
}

std::vector<std::string> complaints(const std::string& text) {
    const auto rule = read_rule({"r.yaml", text}, shipped_catalogue(), test_hash);
    std::vector<std::string> lines;
    if (rule) return lines;
    EXPECT_EQ(rule.error().code, ErrorCode::invalid);
    for (const auto& field : rule.error().fields) lines.push_back(field.message);
    return lines;
}

using Lines = std::vector<std::string>;

TEST(RuleFile, a_good_rule_is_read) {
    const auto rule = read_rule({"r.yaml", std::string(good_rule)}, shipped_catalogue(), test_hash);
    ASSERT_TRUE(rule) << rule.error().detail;
    EXPECT_EQ(rule->identity.id, "S9");
    EXPECT_EQ(rule->source.kind, Source::Kind::convention);
    EXPECT_EQ(*rule->find_threshold("window"), (Threshold{"window", 90, 30, 365, Unit::days}));
    EXPECT_EQ(rule->identity.content_hash.size(), 64U);
}

TEST(RuleFile, an_unknown_key_is_refused_with_the_nearest_known_one) {
    EXPECT_EQ(complaints(with("within: window", "witihn: window")),
              (Lines{"r.yaml:15:20: repeated_spells needs 'within'",
                     "r.yaml:15:65: unknown key 'witihn' in repeated_spells (did you mean 'within'?)"}));
    EXPECT_EQ(complaints(with("unknown:", "unknwon:")),
              (Lines{"r.yaml:1:1: the rule needs 'unknown'",
                     "r.yaml:7:1: unknown key 'unknwon' in the rule (did you mean 'unknown'?)"}));
}

TEST(RuleFile, a_duplicate_key_is_refused) {
    EXPECT_EQ(complaints(with("title: Titre\n", "title: Titre\ntitle: Autre\n")),
              (Lines{"r.yaml:6:1: 'title' was already given on line 5: keep one of the two"}));
}

TEST(RuleFile, a_wrong_type_is_refused) {
    EXPECT_EQ(complaints(with("value: 7", "value: sept")),
              (Lines{"r.yaml:10:9: 'days' is 0, outside its bounds 1 to 7",
                     "r.yaml:10:18: 'value' must be a whole number, not 'sept'"}));
    EXPECT_EQ(complaints(with("[MALADIE]", "MALADIE")),
              (Lines{"r.yaml:15:29: 'codes' must be a list of words, as in [A, B]"}));
    EXPECT_EQ(complaints(with("title: Titre", "title: [Titre]")),
              (Lines{"r.yaml:5:8: 'title' must be text"}));
}

TEST(RuleFile, a_missing_source_is_refused) {
    EXPECT_EQ(complaints(with("source: { kind: convention, text: choisie ici }\n", "")),
              (Lines{"r.yaml:1:1: the rule needs 'source'"}));
    EXPECT_EQ(complaints(with("kind: convention, text: choisie ici", "kind: law, text: choisie ici")),
              (Lines{"r.yaml:8:9: the source needs 'article'", "r.yaml:8:9: the source needs 'version'"}));
}

TEST(RuleFile, a_protected_cause_is_refused_with_the_reason) {
    EXPECT_EQ(complaints(with("[MALADIE]", "[MALADIE, AT]")),
              (Lines{"r.yaml:15:39: 'AT' is a protected cause: it serves the legal calendar alone and is "
                     "never counted "
                     "as a signal. Remove it from the rule"}));
    for (const auto* cause :
         {"MATERNITE", "GREVE", "MANDAT", "HANDICAP_SOIN", "ENFANT_MALADE", "NON_COMPTEE"})
        EXPECT_EQ(
            complaints(with("[MALADIE]", "[" + std::string(cause) + "]")),
            (Lines{"r.yaml:15:30: '" + std::string(cause) +
                   "' is a protected cause: it is never stored, and no rule may name it. Remove it from the "
                   "rule"}));
}

TEST(RuleFile, a_protected_cause_among_observations_is_refused_too) {
    const auto text =
        with("repeated_spells: { codes: [MALADIE], longest: days, gap: gap, within: window, at_least: n }",
             "spaced_observations: { codes: [AT, OBS_POSITIF, OBS_RETRAD], apart: gap, within: window, "
             "at_least: n }");
    EXPECT_EQ(complaints(text),
              (Lines{"r.yaml:15:34: 'AT' is a protected cause: it serves the legal calendar alone and is "
                     "never counted "
                     "as a signal. Remove it from the rule",
                     "r.yaml:15:38: 'OBS_POSITIF' never counts, says the signal catalogue",
                     "r.yaml:15:51: 'OBS_RETRAD' is not in the signal catalogue (did you mean 'OBS_RETARD'?)",
                     "r.yaml:15:102: 'at_least' is counted in facts, but 'n' is in spells"}));
}

TEST(RuleFile, a_signal_rule_may_not_ask_a_legal_question) {
    const auto found = complaints(
        with("repeated_spells: { codes: [MALADIE], longest: days, gap: gap, within: window, at_least: n }",
             "long_stop: { codes: [AT], reaches: days, gap: gap }"));
    EXPECT_EQ(found, (Lines{"r.yaml:15:14: 'long_stop' may only be asked by a rule of the legal calendar"}));
}

TEST(RuleFile, a_score_cannot_be_said) {
    for (const auto* idea : {"bradford", "score", "weight", "rank"})
        EXPECT_EQ(complaints(with("repeated_spells:", std::string(idea) + ":")),
                  (Lines{"r.yaml:15:3: '" + std::string(idea) +
                         "' cannot be said: a rule never yields a number about a person"}));
}

TEST(RuleFile, thresholds_keep_to_their_bounds_and_units) {
    EXPECT_EQ(complaints(with("value: 3, min: 2", "value: 9, min: 2")),
              (Lines{"r.yaml:13:6: 'n' is 9, outside its bounds 2 to 5"}));
    EXPECT_EQ(complaints(with("unit: spells", "unit: spels")),
              (Lines{"r.yaml:13:40: unknown unit 'spels' (did you mean 'spells'?)",
                     "r.yaml:15:91: 'at_least' is counted in spells, but 'n' is in days"}));
    EXPECT_EQ(complaints(with("min: 30, max: 365", "min: 30, max: 9999")),
              (Lines{"r.yaml:12:11: the most days of 'window' may not exceed 1830 (five years)"}));
    EXPECT_EQ(complaints(with("within: window", "within: 90")),
              (Lines{"r.yaml:15:73: '90' is not a threshold of this rule (known: days, gap, window, n)"}));
}

TEST(RuleFile, a_rule_that_holds_without_a_fact_is_refused) {
    EXPECT_EQ(complaints(with("value: 3, min: 2", "value: 0, min: 0")),
              (Lines{"r.yaml:15:91: 'n' may be 0: a rule that holds without a fact has nothing to show"}));
}

TEST(RuleFile, one_missing_key_is_one_complaint) {
    EXPECT_EQ(complaints(with("family: signal\n", "")), (Lines{"r.yaml:1:1: the rule needs 'family'"}));
    EXPECT_EQ(complaints(with("level: individual\n", "")), (Lines{"r.yaml:1:1: the rule needs 'level'"}));
}

TEST(RuleFile, the_sentence_names_only_what_there_is) {
    EXPECT_EQ(complaints(with("{n} absences", "{m0} absences")),
              (Lines{"r.yaml:6:11: the sentence names {m0}, which is neither a threshold nor counted (known: "
                     "count, days, gap, window, n)"}));
}

TEST(RuleFile, bytes_that_are_no_rule) {
    EXPECT_EQ(complaints(""), (Lines{"r.yaml:1:1: expected keys and values, as in 'rule: S1'"}));
    EXPECT_EQ(complaints("- a\n- b\n"), (Lines{"r.yaml:1:1: expected keys and values, as in 'rule: S1'"}));
    EXPECT_EQ(complaints("a: [1, 2\n"),
              (Lines{"r.yaml:2:1: not readable as YAML: did not find expected ',' or ']'"}));
    EXPECT_EQ(complaints("\xff\xfe\x00").size(), 1U);
    EXPECT_EQ(complaints(std::string(300'000, ' ')),
              (Lines{"r.yaml:1:1: larger than 256 KiB: this is not a rule or a catalogue"}));
    EXPECT_EQ(complaints(std::string(5000, '[')), (Lines{"r.yaml:1:21: nested more than 20 levels deep"}));
}

TEST(RuleFile, anchors_cannot_multiply) {
    const auto found = complaints("rule: &a S9\nversion: *a\n");
    ASSERT_GE(found.size(), 2U);
    EXPECT_TRUE(
        std::ranges::find(found, "r.yaml:1:7: anchors, aliases and tags are not read: write the value out") !=
        found.end());
}

TEST(RuleFile, the_hash_is_of_what_is_said_not_of_how_it_is_laid_out) {
    const auto hash_of = [](const std::string& text) {
        return read_rule({"r.yaml", text}, shipped_catalogue(), test_hash)->identity.content_hash;
    };
    const auto original = hash_of(std::string(good_rule));
    EXPECT_EQ(original, hash_of("# a comment\n" + with("title: Titre", "title:   'Titre'")));
    EXPECT_EQ(original, hash_of(with("value: 7, min: 1", "min: 1, value: 7")));
    EXPECT_NE(original, hash_of(with("value: 7", "value: 6")));
    EXPECT_NE(original, hash_of(with("[MALADIE]", "[IMPREVUE]")));
}

TEST(RuleFiles, complaints_of_all_files_come_at_once) {
    const std::vector<RuleText> texts{{"a.yaml", with("title: Titre", "titel: Titre")},
                                      {"b.yaml", std::string(good_rule)},
                                      {"c.yaml", with("value: 7", "value: x")}};
    const auto rules = read_rules(texts, shipped_catalogue(), test_hash);
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().fields.size(), 4U);
    EXPECT_NE(rules.error().detail.find("a.yaml:5:1"), std::string::npos);
    EXPECT_NE(rules.error().detail.find("c.yaml:10:18"), std::string::npos);
}

TEST(RuleFiles, two_rules_with_one_id_are_refused) {
    const std::vector<RuleText> texts{{"a.yaml", std::string(good_rule)}, {"b.yaml", std::string(good_rule)}};
    const auto rules = read_rules(texts, shipped_catalogue(), test_hash);
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().detail, "two rules are called 'S9'");
}

TEST(ShippedRules, each_says_where_it_comes_from) {
    ASSERT_GE(shipped_rules().rules().size(), 29U);
    for (const Rule& rule : shipped_rules().rules()) {
        EXPECT_FALSE(rule.source.text.empty()) << rule.identity.id;
        EXPECT_EQ(rule.source.kind == Source::Kind::law, rule.family == RuleFamily::legal)
            << rule.identity.id;
    }
}

TEST(ShippedRules, legal_rules_cite_articles_in_the_version_in_force) {
    const auto path = std::filesystem::path(PREVENANCE_SOURCE_DIR) / "../shared/law/articles.json";
    std::ifstream file(path);
    if (!file) GTEST_SKIP() << "no articles at " << path;
    const auto articles = nlohmann::json::parse(file).at("articles");
    for (const Rule& rule : shipped_rules().rules()) {
        if (rule.source.kind != Source::Kind::law) continue;
        ASSERT_TRUE(articles.contains(rule.source.article)) << rule.source.article;
        EXPECT_EQ(articles.at(rule.source.article).at("version_start"),
                  iso_date(*rule.source.article_version))
            << rule.identity.id;
    }
}

TEST(ShippedRules, french_is_spaced_as_french) {
    for (const auto& text : shipped_rule_texts())
        for (const Rule& rule : {*read_rule(text, shipped_catalogue(), test_hash)})
            for (const auto& words : {rule.title, rule.sentence, rule.unknown, rule.source.text})
                for (const auto* bad : {" :", " ;", " !", " ?", "'"})
                    EXPECT_EQ(words.find(bad), std::string::npos) << text.file << ": " << words;
}

}  // namespace
}  // namespace prevenance::rules
