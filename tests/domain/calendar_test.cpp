#include "domain/calendar.h"

#include "domain/paris_days.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

Date day(int y, unsigned m, unsigned d) { return sys_days{year{y} / month{m} / std::chrono::day{d}}; }

TEST(Calendar, reads_what_it_writes_and_nothing_else) {
    EXPECT_EQ(parse_iso_date("2024-02-29"), day(2024, 2, 29));
    for (const auto* wrong : {"2026-02-29", "2026-02-31", "2026-13-01", "26-01-01", "2026/01/01", "2026-1-01", "", "2026-01-01 ",
                              "1899-12-31", "2200-01-01", "-026-01-01"})
        EXPECT_EQ(parse_iso_date(wrong), std::nullopt) << wrong;
}

RC_GTEST_PROP(Calendar, every_day_comes_back, ()) {
    const Date date = day(1900, 1, 1) + days{*rc::gen::inRange(0, 109'000)};
    RC_ASSERT(parse_iso_date(iso_date(date)) == date);
}

RC_GTEST_PROP(Calendar, every_instant_comes_back, ()) {
    const Instant instant{seconds{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000)}};
    RC_ASSERT(parse_iso_instant(iso_instant(instant)) == instant);
}

TEST(Calendar, months_end_where_the_month_ends) {
    EXPECT_EQ(add_months(day(2026, 1, 31), months{1}), day(2026, 2, 28));
    EXPECT_EQ(add_months(day(2024, 1, 31), months{1}), day(2024, 2, 29));
    EXPECT_EQ(add_months(day(2026, 3, 15), months{6}), day(2026, 9, 15));
    EXPECT_EQ(add_months(day(2026, 3, 31), months{-1}), day(2026, 2, 28));
}

TEST(Calendar, quarters_begin_in_january_april_july_october) {
    EXPECT_EQ(first_of_quarter(day(2026, 3, 31)), day(2026, 1, 1));
    EXPECT_EQ(first_of_quarter(day(2026, 4, 1)), day(2026, 4, 1));
    EXPECT_EQ(first_of_quarter(day(2026, 12, 31)), day(2026, 10, 1));
    EXPECT_EQ(first_of_month(day(2026, 12, 31)), day(2026, 12, 1));
}

TEST(Calendar, french_clocks_change_at_one_utc_on_the_last_sundays) {
    const auto hour_at = [](Instant instant) { return in_paris(instant).hour; };
    EXPECT_EQ(hour_at(day(2026, 3, 29) + 59min + 59s), 1h);
    EXPECT_EQ(hour_at(day(2026, 3, 29) + 1h), 3h);
    EXPECT_EQ(hour_at(day(2026, 10, 25) + 59min + 59s), 2h);
    EXPECT_EQ(hour_at(day(2026, 10, 25) + 1h), 2h);
    EXPECT_EQ(hour_at(day(2026, 10, 25) + 2h), 3h);
    EXPECT_EQ(in_paris(day(2026, 12, 31) + 23h).date, day(2027, 1, 1));
    EXPECT_EQ(in_paris(day(2026, 7, 14) + 22h).date, day(2026, 7, 15));
}

// Both ways across every hour of twelve years, so that each remembered day is also asked for another year.
TEST(ParisDays, AreThoseOfParis) {
    ParisDays days;
    for (auto hour = Instant{day(2019, 1, 1)}; hour < day(2031, 1, 1); hour += 1h)
        for (const auto instant : {hour, hour + 59min + 59s})
            ASSERT_EQ(days.of(instant), in_paris(instant).date) << instant.time_since_epoch().count();
    for (auto hour = Instant{day(1969, 12, 25)}; hour < day(1970, 1, 5); hour += 1h)
        ASSERT_EQ(days.of(hour), in_paris(hour).date) << hour.time_since_epoch().count();
}

}  // namespace
}  // namespace prevenance
