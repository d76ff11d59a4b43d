#include "integrations/imports/civil_date_text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance::integrations {
namespace {

using Parsed = std::variant<Date, DateFault>;
constexpr auto french = DateFormat::day_month_year;
constexpr auto iso = DateFormat::iso;

Parsed day(std::string_view text) {
    return parse_iso_date(text).value();
}

TEST(CivilDate, is_read_in_the_format_of_the_file) {
    for (const auto text :
         {"31/12/2026", "31-12-2026", "31.12.2026", "31/12/2026 00:00", "31/12/2026 08:30:00"})
        EXPECT_EQ(parse_civil_date(text, french), day("2026-12-31")) << text;
    for (const auto text : {"2026-12-31", "2026/12/31", "2026-12-31T00:00:00", "2026-12-31 00:00:00.000"})
        EXPECT_EQ(parse_civil_date(text, iso), day("2026-12-31")) << text;
    EXPECT_EQ(parse_civil_date("3/7/2007", french), day("2007-07-03"));
    EXPECT_EQ(parse_civil_date("29/02/2024", french), day("2024-02-29"));
}

TEST(CivilDate, says_what_is_wrong) {
    for (const auto text :
         {"31/02/2026", "29/02/2026", "00/01/2026", "01/13/2026", "01/01/1899", "01/01/2200"})
        EXPECT_EQ(parse_civil_date(text, french), Parsed{DateFault::no_such_day}) << text;
    EXPECT_EQ(parse_civil_date("31/12/26", french), Parsed{DateFault::two_digit_year});
    EXPECT_EQ(parse_civil_date("26-12-31", iso), Parsed{DateFault::two_digit_year});
    for (const auto text : {"45678", "45678,5", "45678.25"})
        EXPECT_EQ(parse_civil_date(text, french), Parsed{DateFault::excel_serial}) << text;
    EXPECT_EQ(parse_civil_date("2026-12-31", french), Parsed{DateFault::other_format});
    EXPECT_EQ(parse_civil_date("31/12/2026", iso), Parsed{DateFault::other_format});
    for (const auto text :
         {"", "hier", "31/12", "31/12/2026/1", "31/12-2026", "+1/12/2026", "2026", "20261231",
          "31 décembre 2026", "31/12/20266", "311/2/2026", "99999999999999999999/1/1", "/"})
        EXPECT_EQ(parse_civil_date(text, french), Parsed{DateFault::unreadable}) << text;
}

TEST(CivilDate, knows_the_end_that_never_comes) {
    for (const auto text : {"31/12/9999", "31/12/2999", "9999-12-31", "2999-12-31T00:00:00"})
        EXPECT_TRUE(is_never(text)) << text;
    for (const auto text : {"", "31/12/2026", "30/12/9999", "31/12/99"}) EXPECT_FALSE(is_never(text)) << text;
}

RC_GTEST_PROP(CivilDateLaws, every_day_is_read_in_both_formats, ()) {
    const Date date{Days{*rc::gen::inRange(-25567, 84006)}};  // 1900 to 2199
    const auto text = iso_date(date);
    RC_ASSERT(parse_civil_date(text, iso) == Parsed{date});
    const auto day_first = text.substr(8) + "/" + text.substr(5, 2) + "/" + text.substr(0, 4);
    RC_ASSERT(parse_civil_date(day_first, french) == Parsed{date});
    RC_ASSERT(parse_civil_date(day_first, iso) == Parsed{DateFault::other_format});
}

}  // namespace
}  // namespace prevenance::integrations
