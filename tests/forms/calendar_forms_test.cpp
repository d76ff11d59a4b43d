// The forms of the legal calendar, of team figures and of the numbers of a rule: text into values, or every
// error at once.
#include "forms/milestone_form.h"
#include "forms/rule_settings_form.h"
#include "forms/team_figures_form.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace prevenance::forms {
namespace {

PostedForm form_of(const std::string& text) {
    return *PostedForm::parse_urlencoded(text);
}

Date day(const char* text) {
    return *parse_iso_date(text);
}

std::vector<std::string> codes_in(const Error& error) {
    std::vector<std::string> codes;
    for (const auto& field : error.fields) codes.push_back(field.field + ":" + field.code);
    return codes;
}

using Codes = std::vector<std::string>;

const Date today = day("2026-03-12");
const std::string person = "employee=00000000-0000-0000-0000-000000000001&";
const std::vector<FigureKind> kinds{{"INTERVENTIONS", "Interventions", "interventions"},
                                    {"RECLAMATIONS", "Réclamations", "réclamations"},
                                    {"INAPTITUDES", "Avis d’inaptitude", "avis"}};

TEST(HeldMilestoneForm, takes_both_ways_of_writing_a_day) {
    for (const auto* written : {"2021-03-02", "02%2F03%2F2021"}) {
        const auto read =
            read_held_milestone_form(form_of(person + "code=VISITE_3_ANS&held_on=" + written), today);
        ASSERT_TRUE(read) << written;
        EXPECT_EQ(read->code, "VISITE_3_ANS");
        EXPECT_EQ(read->starts_on, day("2021-03-02"));
        EXPECT_FALSE(read->ends_on);
    }
}

// What the program works out itself, and what has a form of its own, cannot be sent in from outside.
TEST(HeldMilestoneForm, knows_no_other_code) {
    for (const auto* code :
         {"MI_CARRIERE_OUVERTE", "REPRISE", "MESURES_RECUES", "MALADIE", "VISITE_6_ANS", ""}) {
        const auto read =
            read_held_milestone_form(form_of(person + "held_on=2021-03-02&code=" + code), today);
        ASSERT_FALSE(read) << code;
        EXPECT_EQ(codes_in(read.error()), (Codes{"code:missing"})) << code;
    }
}

TEST(HeldMilestoneForm, a_day_lies_neither_ahead_nor_half_a_century_back) {
    EXPECT_TRUE(read_held_milestone_form(form_of(person + "code=MI_CARRIERE&held_on=2026-03-12"), today));
    const auto ahead =
        read_held_milestone_form(form_of(person + "code=MI_CARRIERE&held_on=2026-03-13"), today);
    EXPECT_EQ(codes_in(ahead.error()), (Codes{"held_on:date_in_future"}));
    EXPECT_TRUE(read_held_milestone_form(form_of(person + "code=MI_CARRIERE&held_on=1976-03-12"), today));
    const auto old = read_held_milestone_form(form_of(person + "code=MI_CARRIERE&held_on=1976-03-11"), today);
    EXPECT_EQ(codes_in(old.error()), (Codes{"held_on:too_old"}));
}

TEST(ReturnForm, its_end_may_lie_ahead_but_not_before_its_start) {
    const auto read = read_return_form(form_of(person + "starts_on=2026-03-01&ends_on=2028-03-12"), today);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->code, "REPRISE");
    EXPECT_EQ(read->ends_on, day("2028-03-12"));
    EXPECT_TRUE(read_return_form(form_of(person + "starts_on=2026-03-01&ends_on=2026-03-01"), today));
    EXPECT_FALSE(read_return_form(form_of(person + "starts_on=2026-03-01"), today)->ends_on);
    EXPECT_EQ(codes_in(read_return_form(form_of("starts_on=2026-03-01&ends_on=2026-02-28"), today).error()),
              (Codes{"employee:missing", "ends_on:end_before_start"}));
    EXPECT_EQ(
        codes_in(
            read_return_form(form_of(person + "starts_on=2026-03-01&ends_on=2028-03-13"), today).error()),
        (Codes{"ends_on:too_far"}));
}

TEST(TeamFiguresForm, a_missing_number_is_not_nought) {
    const auto read = read_team_figures_form(form_of("INTERVENTIONS=0&RECLAMATIONS=++&OTHER=3"), kinds, 20);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (std::map<std::string, int>{{"INTERVENTIONS", 0}}));
    EXPECT_EQ(codes_in(read_team_figures_form(form_of("OTHER=3"), kinds, 20).error()),
              (Codes{"INTERVENTIONS:missing"}));
}

TEST(TeamFiguresForm, says_every_error_at_once) {
    const auto read =
        read_team_figures_form(form_of("INTERVENTIONS=12%2C5&RECLAMATIONS=1000000&INAPTITUDES=1"), kinds, 10);
    ASSERT_FALSE(read);
    EXPECT_EQ(codes_in(read.error()),
              (Codes{"INTERVENTIONS:not_a_number", "RECLAMATIONS:too_large", "INAPTITUDES:too_few_people"}));
    EXPECT_TRUE(read_team_figures_form(form_of("INAPTITUDES=1"), kinds, 11));
}

TEST(TeamFiguresForm, takes_numbers_as_people_group_them) {
    for (const auto* written : {"4120", "4+120", "4%C2%A0120", "4%E2%80%AF120"}) {
        const auto read = read_team_figures_form(form_of("INTERVENTIONS=" + std::string{written}), kinds, 20);
        ASSERT_TRUE(read) << written;
        EXPECT_EQ(read->at("INTERVENTIONS"), 4120) << written;
    }
}

TEST(TeamFiguresForm, only_months_that_are_over_and_not_older_than_five_years_have_figures) {
    EXPECT_EQ(read_month("2026-02"), day("2026-02-01"));
    for (const auto* wrong : {"2026-13", "2026-2", "2026-02-01", "02-2026", ""})
        EXPECT_FALSE(read_month(wrong));
    EXPECT_EQ(last_of_month(day("2028-02-01")), day("2028-02-29"));
    EXPECT_TRUE(may_have_figures(day("2026-02-01"), today));
    EXPECT_FALSE(may_have_figures(day("2026-03-01"), today));
    EXPECT_FALSE(may_have_figures(day("2026-02-01"), day("2026-02-28")));
    EXPECT_TRUE(may_have_figures(day("2026-02-01"), day("2026-03-01")));
    EXPECT_TRUE(may_have_figures(day("2021-03-01"), today));
    EXPECT_FALSE(may_have_figures(day("2021-02-01"), today));
}

RC_GTEST_PROP(TeamFiguresForm, every_month_is_written_as_it_is_read, ()) {
    const auto month = first_of_month(Date{Days{*rc::gen::inRange(0, 60'000)}});
    RC_ASSERT(read_month(month_text(month)) == month);
}

TEST(RuleSettingsForm, every_number_is_asked_for_and_bounded) {
    const std::vector<OpenThreshold> open{{"few", 3, 6}, {"year", 183, 365}};
    const auto read = read_rule_settings_form(form_of("few=3&year=365&gap=9"), open);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, (std::map<std::string, int>{{"few", 3}, {"year", 365}}));
    EXPECT_EQ(codes_in(read_rule_settings_form(form_of("few=2"), open).error()),
              (Codes{"few:out_of_bounds", "year:not_a_number"}));
    for (const auto* wrong : {"-3", "3.0", "0x4", "99999999999999999999", "trois"})
        EXPECT_EQ(
            codes_in(read_rule_settings_form(form_of("year=200&few=" + std::string{wrong}), open).error()),
            (Codes{"few:not_a_number"}))
            << wrong;
}

RC_GTEST_PROP(RuleSettingsForm, a_value_is_taken_if_and_only_if_it_lies_within_its_bounds, ()) {
    const int min = *rc::gen::inRange(0, 400);
    const int max = *rc::gen::inRange(min, 800);
    const int value = *rc::gen::inRange(0, 1'000);
    const auto read =
        read_rule_settings_form(form_of("n=" + std::to_string(value)), {OpenThreshold{"n", min, max}});
    RC_ASSERT(read.has_value() == (min <= value && value <= max));
}

}  // namespace
}  // namespace prevenance::forms
