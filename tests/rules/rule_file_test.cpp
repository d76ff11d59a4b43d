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
constexpr std::string_view question =
    "repeated_spells: { codes: [MALADIE], longest: days, gap: gap, within: window, at_least: n }";

std::string with(std::string_view from, std::string_view to) {
    std::string text(good_rule);
    const auto at = text.find(from);
    if (at == std::string::npos) ADD_FAILURE() << "not in the good rule: " << from;
    return text.replace(at, from.size(), to);
}

// A rule with another id and another condition.
std::string rule_that(const std::string& id, const std::string& when) {
    auto text = with("rule: S9", "rule: " + id);
    const auto at = text.find(question);
    return text.replace(at, question.size(), when);
}

// A rule without numbers: it only names others.
std::string rule_naming(const std::string& id, const std::string& when) {
    auto text = rule_that(id, when);
    const auto first = text.find("  days:");
    text.replace(first, text.find("when:") - first, "  {}\n");
    return text.replace(text.find("{n}"), 3, "trois");
}

using Lines = std::vector<std::string>;

std::vector<Complaint> all_complaints(const std::string& text) {
    const std::vector<RuleText> texts{{"r.yaml", text}};
    return read_rule_files(texts, shipped_catalogue(), test_hash).complaints;
}

// "line:column path code" of each.
Lines complaints(const std::string& text) {
    Lines lines;
    for (const auto& each : all_complaints(text))
        lines.push_back(std::to_string(each.at.line) + ":" + std::to_string(each.at.column) + " " +
                        (each.path.empty() ? "" : each.path + " ") + each.code);
    return lines;
}

// The words of the only complaint.
std::string words(const std::string& text) {
    const auto found = all_complaints(text);
    if (found.size() != 1) {
        ADD_FAILURE() << found.size() << " complaints";
        return {};
    }
    return found.front().message;
}

TEST(RuleFile, a_good_rule_is_read) {
    const auto rule = read_rule({"r.yaml", std::string(good_rule)}, shipped_catalogue(), test_hash);
    ASSERT_TRUE(rule) << rule.error().detail;
    EXPECT_EQ(rule->identity.id, "S9");
    EXPECT_EQ(rule->source.kind, Source::Kind::convention);
    EXPECT_EQ(*rule->find_threshold("window"), (Threshold{"window", 90, 30, 365, Unit::days}));
    EXPECT_EQ(rule->identity.content_hash.size(), 64U);
    EXPECT_EQ(rule->effect, Effect::suggestion);
    EXPECT_FALSE(rule->unless);
}

TEST(RuleFile, effect_and_unless_are_read) {
    const auto text = with("level: individual", "level: individual\neffect: note") +
                      "unless:\n  any:\n    - " + std::string(question) + "\n";
    const auto rule = read_rule({"r.yaml", text}, shipped_catalogue(), test_hash);
    ASSERT_TRUE(rule) << rule.error().detail;
    EXPECT_EQ(rule->effect, Effect::note);
    ASSERT_TRUE(rule->unless);
    EXPECT_EQ(rule->unless->parts.at(0).codes, (Lines{"MALADIE"}));
    EXPECT_EQ(complaints(with("level: individual", "level: individual\neffect: notes")),
              (Lines{"5:9 effect unknown_word"}));
}

TEST(RuleFile, a_talk_gives_a_pause_and_suggests_nothing) {
    const std::string talk = "  recent_facts: { codes: [ENTRETIEN], within: window, at_least: one }\n";
    const auto one = with("  n: {", "  one: { value: 1, min: 1, max: 1, unit: facts }\n  n: {");
    const auto rule = read_rule({"r.yaml", one + "unless:\n" + talk}, shipped_catalogue(), test_hash);
    ASSERT_TRUE(rule) << rule.error().detail;
    EXPECT_EQ(rule->unless->codes, (Lines{"ENTRETIEN"}));
    EXPECT_EQ(
        complaints(rule_naming("S9", "recent_facts: { codes: [ENTRETIEN], within: window, at_least: n }")),
        (Lines{"12:27 when.recent_facts.codes[0] never_counts",
               "12:47 when.recent_facts.within unknown_threshold",
               "12:65 when.recent_facts.at_least unknown_threshold"}));
}

TEST(RuleFile, a_rule_may_name_another) {
    const std::vector<RuleText> texts{
        {"a.yaml", std::string(good_rule)},
        {"b.yaml", rule_that("S8", "all:\n    - rule: S9\n    - " + std::string(question))}};
    const auto rules = read_rules(texts, shipped_catalogue(), test_hash);
    ASSERT_TRUE(rules) << rules.error().detail;
    EXPECT_EQ(rules->find("S8")->when.parts.at(0).rule, "S9");
}

TEST(RuleFile, an_unknown_key_is_refused_with_the_nearest_known_one) {
    EXPECT_EQ(complaints(with("within: window", "witihn: window")),
              (Lines{"15:65 when.repeated_spells.witihn unknown_key"}));
    EXPECT_EQ(
        all_complaints(with("within: window", "witihn: window"))[0].line(),
        "r.yaml:15:65: when.repeated_spells.witihn: clé inconnue «\u00a0witihn\u00a0». Vouliez-vous dire "
        "«\u00a0within\u00a0»\u00a0? [unknown_key]");
    EXPECT_EQ(complaints(with("unknown:", "unknwon:")), (Lines{"7:1 unknwon unknown_key"}));
    EXPECT_EQ(complaints(with("codes: [", "code: [")),
              (Lines{"15:22 when.repeated_spells.code unknown_key"}));
    EXPECT_EQ(words(with("unknown: Les raisons.\n", "")), "il manque la clé «\u00a0unknown\u00a0»");
    EXPECT_EQ(
        words(with("max: 365, unit: days", "max: 365")),
        "il manque la clé «\u00a0unit\u00a0». Attendu\u00a0: days, months, spells, facts, families, persons, "
        "per_mille, count");
}

TEST(RuleFile, an_unknown_predicate_is_refused_with_the_nearest_known_one) {
    EXPECT_EQ(complaints(with("repeated_spells:", "repeated_spels:")),
              (Lines{"15:3 when.repeated_spels unknown_question"}));
    EXPECT_EQ(words(with("repeated_spells:", "repeated_spels:")),
              "question inconnue «\u00a0repeated_spels\u00a0». Vouliez-vous dire "
              "«\u00a0repeated_spells\u00a0»\u00a0?");
}

TEST(RuleFile, a_duplicate_key_is_refused) {
    EXPECT_EQ(complaints(with("title: Titre\n", "title: Titre\ntitle: Autre\n")),
              (Lines{"6:1 title duplicate_key"}));
    EXPECT_EQ(words(with("title: Titre\n", "title: Titre\ntitle: Autre\n")),
              "«\u00a0title\u00a0» est déjà donné ligne 5\u00a0: gardez l’un des deux");
}

TEST(RuleFile, a_wrong_type_is_refused) {
    EXPECT_EQ(complaints(with("value: 7", "value: sept")),
              (Lines{"10:18 thresholds.days.value not_a_number"}));
    EXPECT_EQ(complaints(with("[MALADIE]", "MALADIE")),
              (Lines{"15:29 when.repeated_spells.codes not_a_list"}));
    EXPECT_EQ(complaints(with("title: Titre", "title: [Titre]")), (Lines{"5:8 title not_text"}));
}

TEST(RuleFile, a_missing_source_is_refused) {
    EXPECT_EQ(complaints(with("source: { kind: convention, text: choisie ici }\n", "")),
              (Lines{"1:1 missing_key"}));
    EXPECT_EQ(complaints(with("kind: convention, text: choisie ici", "kind: law, text: choisie ici")),
              (Lines{"8:9 source missing_key", "8:9 source missing_key"}));
}

TEST(RuleFile, a_cited_version_is_a_day_between_1900_and_2100) {
    const auto cited = [](const std::string& day) {
        return complaints(with("kind: convention, text: choisie ici",
                               "kind: law, article: L1, version: " + day + ", text: t"));
    };
    EXPECT_EQ(cited("2026-02-30"), (Lines{"8:44 source.version bad_date"}));
    EXPECT_EQ(cited("1850-01-01"), (Lines{"8:44 source.version bad_date"}));
    EXPECT_EQ(cited("2150-01-01"), (Lines{"8:44 source.version date_out_of_range"}));
    EXPECT_EQ(cited("1900-01-01"), Lines{});
    EXPECT_EQ(cited("2100-12-31"), Lines{});
}

TEST(RuleFile, a_protected_cause_is_refused) {
    EXPECT_EQ(complaints(with("[MALADIE]", "[MALADIE, AT]")),
              (Lines{"15:39 when.repeated_spells.codes[1] protected_cause"}));
    for (const auto* cause :
         {"MATERNITE", "GREVE", "MANDAT", "HANDICAP_SOIN", "ENFANT_MALADE", "NON_COMPTEE"})
        EXPECT_EQ(complaints(with("[MALADIE]", "[" + std::string(cause) + "]")),
                  (Lines{"15:30 when.repeated_spells.codes[0] protected_cause"}))
            << cause;
}

TEST(RuleFile, a_protected_cause_is_recognised_however_it_is_typed) {
    for (const auto* cause : {"Maternité", "maternite", "Grève", "at"})
        EXPECT_EQ(complaints(with("[MALADIE]", "[" + std::string(cause) + "]")),
                  (Lines{"15:30 when.repeated_spells.codes[0] protected_cause"}))
            << cause;
    EXPECT_EQ(complaints(with("[MALADIE]", "[maladie]")),
              (Lines{"15:30 when.repeated_spells.codes[0] unknown_code"}));
}

TEST(RuleFile, what_only_follows_from_a_wrong_number_is_not_said) {
    EXPECT_EQ(words(with("value: 7", "value: 45 jours")),
              "«\u00a0value\u00a0» doit être un nombre entier, et non «\u00a045 jours\u00a0»");
}

TEST(RuleFile, a_wrong_unit_names_the_place_of_the_threshold) {
    EXPECT_EQ(
        words(with("unit: spells", "unit: facts")),
        "«\u00a0at_least\u00a0» se compte en «\u00a0spells\u00a0», mais «\u00a0n\u00a0» (ligne 13) est en "
        "«\u00a0facts\u00a0»");
}

TEST(RuleFile, a_wrong_level_says_which_to_put) {
    EXPECT_EQ(words(with("level: individual", "level: team")),
              "«\u00a0repeated_spells\u00a0» est une question sur une personne\u00a0: mettez «\u00a0level: "
              "individual\u00a0»");
}

// The question is of the wrong level; that its codes are too follows from it.
TEST(RuleFile, a_wrong_level_is_said_once) {
    auto text = rule_that("S9", "recent_facts: { codes: [OBS_RETARD], within: window, at_least: n }");
    text.replace(text.find("level: individual"), 17, "level: team");
    EXPECT_EQ(complaints(text),
              (Lines{"15:17 when.recent_facts wrong_level", "15:66 when.recent_facts.at_least wrong_unit"}));
    text.replace(text.find("codes: [OBS_RETARD]"), 19, "families: [requests]");
    EXPECT_EQ(complaints(text),
              (Lines{"15:17 when.recent_facts wrong_level", "15:67 when.recent_facts.at_least wrong_unit"}));
    EXPECT_EQ(complaints(rule_that("S9",
                                   "spaced_observations: { codes: [EQUIPE_TENSIONS], apart: gap, within: "
                                   "window, at_least: days }")),
              (Lines{"15:34 when.spaced_observations.codes[0] wrong_level",
                     "15:90 when.spaced_observations.at_least wrong_unit"}))
        << "a code of the wrong level in a question of the right one is still said";
}

TEST(RuleFile, a_missing_number_says_in_which_unit) {
    EXPECT_EQ(words(with(", at_least: n }", " }")),
              "il manque la clé «\u00a0at_least\u00a0». Attendu\u00a0: le nom d’un seuil en "
              "«\u00a0spells\u00a0»");
    EXPECT_EQ(words(with("gap: gap, ", "")),
              "il manque la clé «\u00a0gap\u00a0». Attendu\u00a0: le nom d’un seuil en «\u00a0days\u00a0»");
}

constexpr std::string_view law_source =
    "source:\n  kind: law\n  article: R4624-31\n  version: 2022-04-28\n  id: LEGIARTI000045676892\n"
    "  also:\n    - { article: R4624-29, version: 2022-03-31 }\n"
    "    - { article: R4624-30, version: 2022-03-31, id: LEGIARTI000045371014 }\n  text: un texte\n";

std::string citing(std::string_view from, std::string_view to) {
    std::string source(law_source);
    const auto at = source.find(from);
    if (at == std::string::npos) ADD_FAILURE() << from;
    return with("source: { kind: convention, text: choisie ici }\n", source.replace(at, from.size(), to));
}

TEST(RuleFile, a_rule_may_cite_several_articles_each_in_its_version) {
    const auto rule = read_rule({"r.yaml", citing("", "")}, shipped_catalogue(), test_hash);
    ASSERT_TRUE(rule);
    const auto& cited = rule->source.articles;
    ASSERT_EQ(cited.size(), 3U);
    EXPECT_EQ(cited[0], (CitedArticle{"R4624-31", parse_iso_date("2022-04-28"), "LEGIARTI000045676892"}));
    EXPECT_EQ(cited[1], (CitedArticle{"R4624-29", parse_iso_date("2022-03-31"), ""}));
    EXPECT_EQ(cited[2].number, "R4624-30");
}

TEST(RuleFile, every_article_cited_is_read_as_strictly_as_the_first) {
    EXPECT_EQ(complaints(citing("version: 2022-03-31 }", "version: 31/03/2022 }")),
              (Lines{"14:37 source.also[0].version bad_date"}));
    EXPECT_EQ(complaints(citing(", version: 2022-03-31 }", " }")),
              (Lines{"14:7 source.also[0] missing_key"}));
    EXPECT_EQ(complaints(citing("article: R4624-29", "article: R4624-31")),
              (Lines{"14:7 source.also[0] duplicate_article"}));
    EXPECT_EQ(complaints(citing("LEGIARTI000045676892", "LEGIARTI45676892")),
              (Lines{"12:7 source.id bad_article_id"}));
    EXPECT_EQ(complaints(citing("LEGIARTI000045371014", "https://legifrance")),
              (Lines{"15:53 source.also[1].id bad_article_id"}));
    EXPECT_EQ(complaints(with("{ kind: convention, text: choisie ici }",
                              "{ kind: convention, also: [A], text: choisie ici }")),
              (Lines{"8:35 source.also convention_with_article"}));
    EXPECT_EQ(
        complaints(with("source: { kind: convention, text: choisie ici }\n",
                        "source: { kind: law, article: R1, version: 2022-04-28, also: R2, text: t }\n")),
        (Lines{"8:62 source.also not_a_list"}));
}

TEST(RuleFile, a_file_that_is_no_yaml_is_explained_in_french) {
    EXPECT_NE(words(with("title: Titre", "title: Titre : suite")).find("mettez le texte entre guillemets"),
              std::string::npos);
    EXPECT_NE(words(with("  n: {", "\tn: {")).find("une tabulation"), std::string::npos);
    EXPECT_NE(words(with("unit: spells }", "unit: spells")).find("accolade"), std::string::npos);
}

TEST(RuleFile, a_protected_cause_is_refused_in_the_exception_and_among_observations_too) {
    auto text = std::string(good_rule);
    text +=
        "unless:\n  repeated_spells: { codes: [AT], longest: days, gap: gap, within: window, at_least: n }\n";
    EXPECT_EQ(complaints(text), (Lines{"17:30 unless.repeated_spells.codes[0] protected_cause"}));
    EXPECT_EQ(complaints(rule_that(
                  "S9",
                  "spaced_observations: { codes: [AT, OBS_POSITIF, OBS_RETRAD], apart: gap, within: window, "
                  "at_least: n }")),
              (Lines{"15:34 when.spaced_observations.codes[0] protected_cause",
                     "15:38 when.spaced_observations.codes[1] never_counts",
                     "15:51 when.spaced_observations.codes[2] unknown_code",
                     "15:102 when.spaced_observations.at_least wrong_unit"}));
}

TEST(RuleFile, a_signal_rule_may_not_ask_a_legal_question) {
    EXPECT_EQ(complaints(rule_that("S9", "long_stop: { codes: [AT], reaches: days, gap: gap }")),
              (Lines{"15:14 when.long_stop wrong_family"}));
}

TEST(RuleFile, a_score_cannot_be_said_anywhere) {
    for (const auto* idea : {"bradford", "score", "weight", "rank", "poids", "classement"}) {
        const std::string name(idea);
        EXPECT_EQ(complaints(with("repeated_spells:", name + ":")),
                  (Lines{"15:3 when." + name + " no_score"}));
        EXPECT_EQ(complaints(with("{ codes", "{ " + name + ": 3, codes")),
                  (Lines{"15:22 when.repeated_spells." + name + " no_score"}));
        EXPECT_EQ(complaints(with("title: Titre", "title: Titre\n" + name + ": 3")),
                  (Lines{"6:1 " + name + " no_score"}));
    }
    EXPECT_EQ(words(with("repeated_spells:", "bradford:")),
              "«\u00a0bradford\u00a0» ne peut pas se dire\u00a0: une règle ne donne jamais de nombre à une "
              "personne");
    EXPECT_EQ(complaints(with("Au moins {n} absences.", "Score de Bradford d’au moins {n}.")),
              (Lines{"6:11 sentence no_score", "6:11 sentence no_score"}));
    EXPECT_EQ(complaints(with("  n:", "  score:")),
              (Lines{"6:11 sentence unknown_placeholder", "13:3 thresholds.score no_score",
                     "15:91 when.repeated_spells.at_least unknown_threshold"}));
}

TEST(RuleFile, thresholds_keep_to_their_bounds_and_units) {
    EXPECT_EQ(complaints(with("value: 3, min: 2", "value: 9, min: 2")),
              (Lines{"13:6 thresholds.n out_of_bounds"}));
    EXPECT_EQ(words(with("value: 3, min: 2", "value: 9, min: 2")),
              "«\u00a0n\u00a0» vaut 9, hors de ses bornes, de 2 à 5");
    EXPECT_EQ(complaints(with("min: 30, max: 365", "min: 365, max: 30")),
              (Lines{"12:11 thresholds.window bad_bounds"}));
    EXPECT_EQ(complaints(with("unit: spells", "unit: spels")),
              (Lines{"13:40 thresholds.n.unit unknown_word"}));
    EXPECT_EQ(complaints(with("within: window", "within: 90")),
              (Lines{"15:73 when.repeated_spells.within unknown_threshold"}));
}

TEST(RuleFile, a_window_has_a_unit_and_a_sensible_length) {
    EXPECT_EQ(complaints(with("max: 365, unit: days", "max: 365")),
              (Lines{"12:11 thresholds.window missing_key"}));
    EXPECT_EQ(
        complaints(with("value: 90, min: 30", "value: -90, min: -90")),
        (Lines{"12:11 thresholds.window bad_bounds", "15:73 when.repeated_spells.within empty_window"}));
    EXPECT_EQ(complaints(with("min: 30, max: 365", "min: 0, max: 365")),
              (Lines{"15:73 when.repeated_spells.within empty_window"}));
    EXPECT_EQ(complaints(with("min: 30, max: 365", "min: 30, max: 9999")),
              (Lines{"12:11 thresholds.window absurd_window"}));
    EXPECT_EQ(
        complaints(with("max: 365, unit: days", "max: 121, unit: months")),
        (Lines{"12:11 thresholds.window absurd_window", "15:73 when.repeated_spells.within wrong_unit"}));
    EXPECT_EQ(complaints(with("max: 365", "max: 99999999999999999999")),
              (Lines{"12:38 thresholds.window.max not_a_number"}));
}

TEST(RuleFile, a_rule_that_always_holds_is_refused) {
    EXPECT_EQ(complaints(with("value: 3, min: 2", "value: 0, min: 0")),
              (Lines{"15:91 when.repeated_spells.at_least counts_nothing"}));
    EXPECT_EQ(complaints(with(question, "any: []")), (Lines{"15:8 when.any not_a_list"}));
    EXPECT_EQ(complaints(with(question, "{}")), (Lines{"15:3 when bad_condition"}));
}

TEST(RuleFile, one_missing_key_is_one_complaint) {
    EXPECT_EQ(complaints(with("family: signal\n", "")), (Lines{"1:1 missing_key"}));
    EXPECT_EQ(complaints(with("level: individual\n", "")), (Lines{"1:1 missing_key"}));
}

TEST(RuleFile, the_sentence_names_only_what_there_is) {
    EXPECT_EQ(
        words(with("{n} absences", "{m0} absences")),
        "la phrase cite {m0}, qui n’est ni un seuil ni une valeur comptée. Noms connus\u00a0: count, days, "
        "gap, window, n");
}

TEST(RuleFile, bytes_that_are_no_rule) {
    EXPECT_EQ(complaints(""), (Lines{"1:1 not_a_mapping"}));
    EXPECT_EQ(complaints("- a\n- b\n"), (Lines{"1:1 not_a_mapping"}));
    EXPECT_EQ(complaints("a: [1, 2\n"), (Lines{"2:1 not_yaml"}));
    EXPECT_EQ(complaints(std::string(5000, '[')), (Lines{"1:21 too_deep"}));
    EXPECT_EQ(complaints("a: [" + std::string(9000, ',') + "]").size(), 1U);
}

TEST(RuleFile, ten_megabytes_are_refused_unread) {
    const auto huge = std::string(good_rule) + std::string(10U * 1024 * 1024, '#');
    EXPECT_EQ(complaints(huge), (Lines{"1:1 too_large"}));
    std::string many(good_rule);
    for (int i = 0; i < 5000; ++i) many += "k" + std::to_string(i) + ": 1\n";
    EXPECT_TRUE(complaints(many).back().ends_with(" too_many_values"));
}

TEST(RuleFile, other_encodings_are_refused_with_the_place) {
    std::string utf16 = "\xff\xfe";
    for (const char c : std::string("rule: S1\n")) utf16 += std::string{c, '\0'};
    EXPECT_EQ(complaints(utf16), (Lines{"1:1 not_utf8"}));
    EXPECT_EQ(complaints(utf16.substr(2)), (Lines{"1:2 not_utf8"}));
    EXPECT_EQ(complaints(with("title: Titre", "title: R\xe8gle")), (Lines{"5:9 not_utf8"}));
    EXPECT_EQ(complaints(with("title: Titre", "title: \xc3\xa9\xc3\xa9 \xc0\xaf")), (Lines{"5:11 not_utf8"}));
    EXPECT_EQ(complaints("\xEF\xBB\xBF" + std::string(good_rule)), Lines{});
}

TEST(RuleFile, anchors_cannot_multiply) {
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 10; ++i) {
        const auto before = "*a" + std::to_string(i - 1);
        bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + ", " + before + ", " +
                before + ", " + before + "]\n";
    }
    const auto found = complaints(bomb);
    EXPECT_EQ(std::ranges::count_if(found, [](const auto& line) { return line.ends_with("no_anchors"); }),
              46);
    EXPECT_NE(std::ranges::find(found, "1:5 a0 no_anchors"), found.end());
}

TEST(RuleFile, nobody_reads_ten_thousand_complaints) {
    std::string many(good_rule);
    for (int i = 0; i < 500; ++i) many += "cle_" + std::to_string(i) + ": 1\n";
    const auto found = all_complaints(many);
    ASSERT_EQ(found.size(), FileErrors::most_complaints + 1);
    EXPECT_EQ(found.back().message, "et 400 erreurs de plus. Corrigez d’abord celles qui précèdent.");
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
    EXPECT_NE(original, hash_of(std::string(good_rule) + "unless:\n  " + std::string(question) + "\n"));
}

Lines complaints_of(const std::vector<RuleText>& texts) {
    Lines lines;
    for (const auto& each : read_rule_files(texts, shipped_catalogue(), test_hash).complaints)
        lines.push_back(each.line());
    return lines;
}

TEST(RuleFiles, complaints_of_all_files_come_at_once) {
    const std::vector<RuleText> texts{{"a.yaml", with("title: Titre", "titel: Titre")},
                                      {"b.yaml", std::string(good_rule)},
                                      {"c.yaml", with("value: 7", "value: x")}};
    const auto rules = read_rules(texts, shipped_catalogue(), test_hash);
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().fields.size(), 2U);
    EXPECT_EQ(rules.error().fields[0].field, "a.yaml:5:1");
    EXPECT_EQ(rules.error().fields[0].code, "unknown_key");
    EXPECT_NE(rules.error().detail.find("c.yaml:10:18"), std::string::npos);
}

TEST(RuleFiles, two_rules_with_one_id_are_refused_with_both_places) {
    EXPECT_EQ(
        complaints_of({{"a.yaml", std::string(good_rule)}, {"b.yaml", "# b\n" + std::string(good_rule)}}),
        (Lines{"b.yaml:2:7: rule: deux règles s’appellent «\u00a0S9\u00a0»\u00a0: l’autre est dans a.yaml:1 "
               "[duplicate_rule]"}));
}

TEST(RuleFiles, a_rule_that_is_not_there_is_named_with_the_nearest) {
    EXPECT_EQ(complaints_of({{"a.yaml", std::string(good_rule)}, {"b.yaml", rule_naming("S81", "rule: S8")}}),
              (Lines{"b.yaml:12:9: when.rule: il n’y a pas de règle «\u00a0S8\u00a0». Vouliez-vous dire "
                     "«\u00a0S81\u00a0»\u00a0? [unknown_rule]"}));
    const auto wrong = with("title: Titre", "titre: Titre");
    const auto found = complaints_of({{"a.yaml", wrong}, {"b.yaml", rule_naming("S81", "rule: S9")}});
    EXPECT_EQ(found.size(), 1U) << "the mistakes of S9 are enough";
}

TEST(RuleFiles, a_circle_names_its_rules_and_only_these) {
    const auto named = [](const char* other) { return "any:\n    - rule: " + std::string(other); };
    EXPECT_EQ(
        complaints_of({{"a.yaml", rule_naming("S1", named("S2"))},
                       {"b.yaml", rule_naming("S2", named("S3"))},
                       {"c.yaml", rule_naming("S3", named("S2"))},
                       {"d.yaml", std::string(good_rule)}}),
        (Lines{"b.yaml:13:13: when.any[0].rule: ces règles s’attendent l’une l’autre, en cercle\u00a0: S2 → "
               "S3 → S2 [circle]"}));
    EXPECT_EQ(complaints_of({{"a.yaml", rule_naming("S1", "rule: S1")}}),
              (Lines{"a.yaml:12:9: when.rule: ces règles s’attendent l’une l’autre, en cercle\u00a0: S1 → S1 "
                     "[circle]"}));
}

TEST(RuleFiles, signals_and_the_law_are_never_mixed_and_a_team_looks_at_nobody) {
    auto texts = shipped_rule_texts();
    texts.push_back({"x.yaml", rule_naming("S91", "rule: L1")});
    auto about_team = rule_naming("S92", "rule: S1");
    about_team.replace(about_team.find("individual"), 10, "team");
    texts.push_back({"y.yaml", about_team});
    Lines codes;
    for (const auto& each : read_rule_files(texts, shipped_catalogue(), test_hash).complaints)
        codes.push_back(each.file + " " + each.path + " " + each.code);
    EXPECT_EQ(codes, (Lines{"x.yaml when.rule wrong_family", "y.yaml when.rule wrong_level"}));
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
        for (const auto& cited : rule.source.articles) {
            ASSERT_TRUE(articles.contains(cited.number)) << cited.number;
            EXPECT_EQ(articles.at(cited.number).at("version_start"), iso_date(*cited.version))
                << rule.identity.id;
            EXPECT_EQ(articles.at(cited.number).at("id"), cited.id) << rule.identity.id;
        }
    }
}

TEST(ShippedRules, french_is_spaced_as_french) {
    for (const auto& text : shipped_rule_texts())
        for (const Rule& rule : {*read_rule(text, shipped_catalogue(), test_hash)})
            for (const auto& said : {rule.title, rule.sentence, rule.unknown, rule.source.text})
                for (const auto* bad : {" :", " ;", " !", " ?", "'"})
                    EXPECT_EQ(said.find(bad), std::string::npos) << text.file << ": " << said;
}

}  // namespace
}  // namespace prevenance::rules
