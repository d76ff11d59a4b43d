#include "rules/backtest_figures.h"

#include "tests/rules/shipped_rules.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace prevenance::rules {
namespace {

const BacktestPeriod year{*parse_iso_date("2025-01-01"), *parse_iso_date("2025-12-31")};

std::size_t place_of(std::string_view id) {
    const auto& rules = shipped_rules().rules();
    return static_cast<std::size_t>(
        std::ranges::find_if(rules, [&](const Rule& rule) { return rule.identity.id == id; }) -
        rules.begin());
}

// `people` watched all year, evenly over the employers; the first `suggested` with one suggestion of S1 in
// May.
BacktestOutcome outcome_with(std::size_t people, std::size_t suggested, std::size_t employers = 1) {
    BacktestOutcome outcome{year, {}, {}, {}, {}, std::uint64_t{1} << place_of("S1")};
    for (std::size_t person = 0; person < people; ++person)
        outcome.people.push_back({person % employers, 365, std::nullopt});
    for (std::size_t person = 0; person < suggested; ++person)
        outcome.about_people.push_back({person, place_of("S1"), *parse_iso_date("2025-05-15"), std::nullopt});
    return outcome;
}

BacktestFigures figures_with(std::size_t people, std::size_t suggested) {
    return figures_of(shipped_rules(), outcome_with(people, suggested), BacktestAudience::one_employer);
}

const BacktestRuleFigures& line_of(const BacktestFigures& figures, std::string_view id) {
    return *std::ranges::find(figures.rules, id, &BacktestRuleFigures::rule);
}

TEST(BacktestFigures, counts_in_fives_and_per_hundred_people_and_year) {
    const auto figures = figures_with(200, 42);
    EXPECT_EQ(figures.people, 200);
    EXPECT_EQ(figures.suggested_people, 40);
    EXPECT_EQ(figures.suggestions, 40);
    EXPECT_EQ(figures.tenths_per_hundred, 200) << "40 for 200 people in a year";
    EXPECT_EQ(line_of(figures, "S1").subjects, 40);
    EXPECT_FALSE(figures.anything_hidden);
}

TEST(BacktestFigures, ten_people_are_hidden_and_eleven_are_not) {
    EXPECT_EQ(figures_with(100, 10).suggested_people, std::nullopt);
    EXPECT_EQ(line_of(figures_with(100, 10), "S1").suggestions, std::nullopt);
    EXPECT_EQ(figures_with(100, 11).suggested_people, 10);
    EXPECT_EQ(figures_with(100, 1).suggested_people, std::nullopt);
    EXPECT_EQ(figures_with(100, 0).suggested_people, 0) << "nobody is nobody's secret";
}

TEST(BacktestFigures, all_but_ten_people_are_hidden_as_well) {
    EXPECT_EQ(figures_with(100, 90).suggested_people, std::nullopt);
    EXPECT_EQ(figures_with(100, 100).suggested_people, std::nullopt);
    EXPECT_EQ(figures_with(100, 89).suggested_people, 90);
}

TEST(BacktestFigures, the_rest_of_a_rule_beside_all_rules_is_hidden) {
    auto outcome = outcome_with(100, 30);
    for (std::size_t person = 30; person < 36; ++person)
        outcome.about_people.push_back({person, place_of("S7"), year.from, std::nullopt});
    const auto figures = figures_of(shipped_rules(), outcome, BacktestAudience::one_employer);
    EXPECT_EQ(figures.suggested_people, 35);
    EXPECT_EQ(line_of(figures, "S7").subjects, std::nullopt);
    EXPECT_EQ(line_of(figures, "S1").subjects, std::nullopt) << "36 less 30 would tell the six";
}

TEST(BacktestFigures, a_month_of_few_people_takes_another_with_it) {
    auto outcome = outcome_with(100, 40);
    for (std::size_t person = 40; person < 44; ++person)
        outcome.about_people.push_back({person, place_of("S1"), *parse_iso_date("2025-09-10"), std::nullopt});
    const auto figures = figures_of(shipped_rules(), outcome, BacktestAudience::one_employer);
    EXPECT_EQ(figures.suggestions, 45);
    EXPECT_EQ(figures.months.at(8).suggestions, std::nullopt);
    EXPECT_EQ(figures.months.at(4).suggestions, std::nullopt)
        << "44 in all less 40 in May would tell the four";
    EXPECT_EQ(figures.months.at(0).suggestions, 0);
}

TEST(BacktestFigures, lead_time_is_that_of_those_who_had_a_long_absence) {
    auto outcome = outcome_with(100, 40);
    for (std::size_t person = 0; person < 55; ++person)
        outcome.people[person].long_absence =
            *parse_iso_date("2025-05-15") + Days{static_cast<int>(person) * 2 + 1};
    const auto figures = figures_of(shipped_rules(), outcome, BacktestAudience::one_employer);
    EXPECT_EQ(figures.long_absences, 55);
    EXPECT_EQ(figures.announced, 40);
    EXPECT_EQ(figures.unannounced, 15);
    EXPECT_EQ(figures.lead_days, (std::array{20, 40, 60})) << "1, 3, …, 79 days, in fives";
    outcome.people[0].long_absence = *parse_iso_date("2025-05-15");
    for (std::size_t person = 40; person < 55; ++person) outcome.people[person].long_absence = std::nullopt;
    const auto few = figures_of(shipped_rules(), outcome, BacktestAudience::one_employer);
    EXPECT_EQ(few.long_absences, 40);
    EXPECT_EQ(few.unannounced, std::nullopt) << "one person, whose suggestion came on the same day";
    EXPECT_EQ(few.lead_days, std::nullopt);
}

TEST(BacktestFigures, an_instance_shows_nothing_that_two_employers_or_one_large_one_would_know) {
    const auto shown = [](const BacktestOutcome& outcome) {
        return figures_of(shipped_rules(), outcome, BacktestAudience::whole_instance).suggested_people;
    };
    EXPECT_EQ(shown(outcome_with(120, 60, 3)), 60);
    EXPECT_EQ(shown(outcome_with(120, 60, 2)), std::nullopt);
    auto dominated = outcome_with(120, 60, 3);
    for (auto& person : dominated.people) person.employer = 0;
    dominated.people[0].employer = 1;
    dominated.people[1].employer = 2;
    EXPECT_EQ(shown(dominated), std::nullopt);
}

BacktestComparison compared(const BacktestOutcome& before, const BacktestOutcome& after) {
    return compare({shipped_rules(), before}, {shipped_rules(), after}, BacktestAudience::one_employer);
}

TEST(BacktestComparisons, say_who_differs_in_numbers_only) {
    const auto comparison = compared(outcome_with(100, 50), outcome_with(100, 30));
    EXPECT_EQ(comparison.change, (BacktestChange{30, 20, 0, 50}));
    EXPECT_EQ(comparison.second.suggested_people, 30);
}

TEST(BacktestComparisons, a_difference_of_ten_people_hides_what_is_beside) {
    const auto comparison = compared(outcome_with(100, 50), outcome_with(100, 40));
    EXPECT_EQ(comparison.change, BacktestChange{});
    EXPECT_EQ(comparison.first.suggested_people, 50);
    EXPECT_EQ(comparison.second.suggested_people, std::nullopt);
    EXPECT_EQ(line_of(comparison.second, "S1").subjects, std::nullopt);
    EXPECT_EQ(comparison.second.months.at(4).suggestions, std::nullopt);
    EXPECT_EQ(compared(outcome_with(100, 50), outcome_with(100, 50)).second.suggested_people, 50)
        << "no difference is none";
}

}  // namespace
}  // namespace prevenance::rules
