// What a works council may read of a whole structure, and what stays hidden.
#include "domain/council_figures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance {
namespace {

Date day(const char* text) {
    return *parse_iso_date(text);
}

Membership member(const char* entry, std::optional<Date> exit = {}, std::vector<Fact> facts = {}) {
    return {EmployeeId{}, day(entry), exit, std::move(facts)};
}

Fact fact(const char* code, const char* start, std::optional<Date> end) {
    return {FactId{}, code, day(start), end, day(start)};
}

std::vector<TeamTimeline> structure(int people, std::vector<Membership> others = {}) {
    TeamTimeline team;
    for (int i = 0; i < people; ++i) team.members.push_back(member("2020-01-01"));
    TeamTimeline second;
    second.members = std::move(others);
    return {team, second};
}

const CouncilPeriod year{day("2025-01-01"), day("2025-12-31")};

TEST(CouncilPeriod, ends_with_the_last_whole_quarter) {
    EXPECT_EQ(council_period(day("2026-03-12")), year);
    EXPECT_EQ(council_period(day("2026-01-01")), year);
    EXPECT_EQ(council_period(day("2025-12-31")), (CouncilPeriod{day("2024-10-01"), day("2025-09-30")}));
}

TEST(CouncilFigures, say_nothing_of_fewer_than_eleven_people) {
    EXPECT_EQ(council_figures(structure(10, {member("2025-02-01", day("2025-11-30"))}), year),
              CouncilFigures{});
    EXPECT_EQ(council_figures({}, year), CouncilFigures{});
    EXPECT_EQ(council_figures(structure(11), year), (CouncilFigures{11, 0, 0, 0}));
}

// 20 people; 2 come and 1 leaves: 1.5 of 21 the day before is 7 %.
TEST(CouncilFigures, count_comings_and_goings_by_halves) {
    const auto teams =
        structure(20, {member("2025-03-01"), member("2025-05-01"), member("2021-01-01", day("2025-06-30"))});
    const auto figures = council_figures(teams, year);
    EXPECT_EQ(figures.headcount, 22);
    EXPECT_EQ(figures.turnover, 7);
}

// Days that two records share count once, and only those inside the period and the belonging.
TEST(CouncilFigures, count_each_day_of_absence_once) {
    const auto absent = member(
        "2020-01-01", {},
        {fact("MALADIE", "2024-12-01", day("2025-06-30")), fact("IMPREVUE", "2025-06-01", day("2025-07-19")),
         fact("AT", "2025-09-01", day("2025-12-31"))});
    const auto figures = council_figures(structure(19, {absent}), year);
    EXPECT_EQ(figures.absence, 3) << "200 of 7300 days";
    const auto open = member("2020-01-01", {}, {fact("MALADIE", "2025-01-01", {})});
    EXPECT_EQ(council_figures(structure(19, {open}), year).absence, 5) << "still absent: one of twenty";
}

TEST(CouncilFigures, hide_one_to_four_accidents) {
    for (int accidents = 0; accidents <= 6; ++accidents) {
        std::vector<Fact> facts;
        for (int i = 0; i < accidents; ++i) facts.push_back(fact("AT", "2025-05-01", day("2025-05-02")));
        const auto shown =
            council_figures(structure(19, {member("2020-01-01", {}, facts)}), year).work_accidents;
        EXPECT_EQ(shown.has_value(), accidents == 0 || accidents >= 5) << accidents;
        EXPECT_EQ(shown.value_or(accidents), accidents);
    }
}

RC_GTEST_PROP(CouncilFigures, never_show_a_small_number, ()) {
    const auto shown = unless_small(*rc::gen::inRange(0, 1000));
    RC_ASSERT(!shown || *shown == 0 || *shown >= least_count_shown);
}

}  // namespace
}  // namespace prevenance
