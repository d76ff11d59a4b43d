#include "forms/french.h"

#include <gtest/gtest.h>

namespace prevenance::forms {
namespace {

TEST(French, dates_keep_their_parts_together) {
    const Date date = *parse_iso_date("2026-02-03");
    EXPECT_EQ(short_date(date), "3\u00A0févr.\u00A02026");
    EXPECT_EQ(short_date(*parse_iso_date("2026-05-01")), "1er\u00A0mai\u00A02026");
    EXPECT_EQ(long_date(date), "mardi\u00A03\u00A0février\u00A02026");
    EXPECT_EQ(numeric_date(date), "03/02/2026");
}

TEST(French, times_are_those_of_a_french_wall) {
    EXPECT_EQ(date_and_time(*parse_iso_instant("2026-07-01T12:05:00Z")),
              "1er\u00A0juil.\u00A02026\u00A0à\u00A014\u00A0h\u00A005");
}

TEST(French, zero_and_one_are_singular) {
    EXPECT_EQ(counted(0, "absence", "absences"), "0\u00A0absence");
    EXPECT_EQ(counted(1, "absence", "absences"), "1\u00A0absence");
    EXPECT_EQ(counted(2, "absence", "absences"), "2\u00A0absences");
}

TEST(French, thousands_stand_apart) {
    EXPECT_EQ(grouped(999), "999");
    EXPECT_EQ(grouped(1234567), "1\u202F234\u202F567");
    EXPECT_EQ(grouped(-1000), "-1\u202F000");
}

}  // namespace
}  // namespace prevenance::forms
