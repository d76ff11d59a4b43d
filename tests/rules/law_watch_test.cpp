#include "rules/law_watch.h"

#include <gtest/gtest.h>

namespace prevenance::rules {
namespace {

Date day(std::string_view text) {
    return parse_iso_date(text).value();
}

const Date today = day("2026-11-21");

Rule citing(const std::string& article, std::string_view version) {
    Rule rule;
    rule.identity.id = "L2";
    rule.family = RuleFamily::legal;
    rule.source = {Source::Kind::law, {{article, day(version), {}}}, "…"};
    return rule;
}

// As the register knows R4624-31: five versions, the last one in force.
LawArticle return_visit() {
    return {"R4624-31",
            {{day("2008-05-01"), day("2012-07-01"), {}},
             {day("2012-07-01"), day("2017-01-01"), {}},
             {day("2017-01-01"), day("2022-03-31"), {}},
             {day("2022-03-31"), day("2022-04-28"), {}},
             {day("2022-04-28"), std::nullopt, {}}},
            true};
}

LawNote only_note(const Rule& rule, const std::vector<LawArticle>& articles, Date as_of = today) {
    const auto notes = watch_law(std::vector{rule}, articles, as_of);
    EXPECT_EQ(notes.size(), 1U);
    return notes.empty() ? LawNote{} : notes.front();
}

TEST(LawWatch, is_silent_about_the_version_in_force) {
    const auto note = only_note(citing("R4624-31", "2022-04-28"), {return_visit()});
    EXPECT_EQ(note.state, LawState::unchanged);
    EXPECT_FALSE(is_complaint(note));
}

TEST(LawWatch, names_a_rule_written_for_an_earlier_version_and_says_what_to_write) {
    const auto note = only_note(citing("R4624-31", "2017-01-01"), {return_visit()});
    EXPECT_EQ(note.state, LawState::changed);
    EXPECT_TRUE(is_complaint(note));
    EXPECT_EQ(french_words(note),
              "L2, article R4624-31 (version du 1er janv. 2017)\u00a0: a changé\u00a0: une version est en "
              "vigueur depuis le 28 avr. 2022. Lisez-la, corrigez la règle si le sens a changé, puis écrivez "
              "version\u00a0: 2022-04-28.");
}

TEST(LawWatch, a_date_on_which_no_version_began_is_wrong) {
    EXPECT_EQ(only_note(citing("R4624-31", "2022-03-16"), {return_visit()}).state, LawState::wrong_date);
    EXPECT_EQ(only_note(citing("R4624-31", "2023-01-01"), {return_visit()}).state, LawState::wrong_date);
}

// The short list knows one version: an older date may be an earlier version or a mistake. Both ask for a
// look.
TEST(LawWatch, where_only_the_version_in_force_is_known_an_older_date_is_a_change) {
    const LawArticle short_list{"R4624-31", {{day("2022-04-28"), std::nullopt, {}}}, false};
    EXPECT_EQ(only_note(citing("R4624-31", "2022-03-16"), {short_list}).state, LawState::changed);
    EXPECT_EQ(only_note(citing("R4624-31", "2022-04-29"), {short_list}).state, LawState::wrong_date);
}

TEST(LawWatch, an_article_that_is_not_there_has_disappeared) {
    const auto note = only_note(citing("R4624-21", "2012-07-01"), {return_visit()});
    EXPECT_EQ(note.state, LawState::disappeared);
    EXPECT_FALSE(note.in_force);
    EXPECT_FALSE(note.ends_on);
}

TEST(LawWatch, a_repeal_counts_from_its_day_and_is_announced_before) {
    const LawArticle repealed{"R4624-21", {{day("2012-07-01"), day("2027-01-01"), {}}}, true};
    const auto rule = citing("R4624-21", "2012-07-01");
    const auto eve = only_note(rule, {repealed}, day("2026-12-31"));
    EXPECT_EQ(eve.state, LawState::change_ahead);
    EXPECT_FALSE(is_complaint(eve));
    EXPECT_NE(french_words(eve).find("jusqu’au 31 déc. 2026"), std::string::npos) << french_words(eve);
    const auto after = only_note(rule, {repealed}, day("2027-01-01"));
    EXPECT_EQ(after.state, LawState::disappeared);
    EXPECT_EQ(after.ends_on, day("2027-01-01"));
}

TEST(LawWatch, a_version_to_come_counts_from_its_day) {
    auto article = return_visit();
    article.versions.back().until = day("2027-03-01");
    article.versions.push_back({day("2027-03-01"), std::nullopt, {}});
    const auto rule = citing("R4624-31", "2022-04-28");
    EXPECT_EQ(only_note(rule, {article}, day("2027-02-28")).state, LawState::change_ahead);
    EXPECT_EQ(only_note(rule, {article}, day("2027-03-01")).state, LawState::changed);
    EXPECT_EQ(only_note(citing("R4624-31", "2027-03-01"), {article}, day("2027-02-28")).state,
              LawState::wrong_date)
        << "a rule may not be ahead of the law";
}

TEST(LawWatch, compares_every_article_that_a_rule_cites) {
    auto rule = citing("R4624-31", "2022-04-28");
    rule.source.articles.push_back({"R4624-29", day("2022-03-31"), {}});
    rule.source.articles.push_back({"R4624-30", day("2022-03-31"), {}});
    const LawArticle second{"R4624-29", {{day("2026-01-01"), std::nullopt, {}}}, false};
    const auto notes = watch_law(std::vector{rule}, std::vector{return_visit(), second}, today);
    ASSERT_EQ(notes.size(), 3U);
    EXPECT_EQ(notes[0].state, LawState::unchanged);
    EXPECT_EQ(notes[1].state, LawState::changed);
    EXPECT_EQ(notes[2].state, LawState::disappeared);
}

TEST(LawWatch, an_identifier_of_another_version_is_named) {
    auto rule = citing("R4624-31", "2022-04-28");
    rule.source.articles[0].id = "LEGIARTI000000000001";
    auto article = return_visit();
    EXPECT_FALSE(is_complaint(only_note(rule, {article}))) << "a register without identifiers says nothing";
    article.versions.back().id = "LEGIARTI000045676892";
    const auto note = only_note(rule, {article});
    EXPECT_EQ(note.state, LawState::wrong_id);
    EXPECT_TRUE(is_complaint(note));
    EXPECT_TRUE(french_words(note).ends_with("Écrivez id\u00a0: LEGIARTI000045676892."));
}

TEST(LawWatch, conventions_cite_no_law) {
    Rule convention;
    convention.identity.id = "S1";
    EXPECT_TRUE(watch_law(std::vector{convention}, std::vector{return_visit()}, today).empty());
}

}  // namespace
}  // namespace prevenance::rules
