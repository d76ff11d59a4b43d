#include "domain/organisation.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance {
namespace {

TEST(Siret, takes_fourteen_digits_whose_luhn_sum_holds) {
    ASSERT_TRUE(Siret::parse("73282932000074"));
    EXPECT_EQ(Siret::parse("732 829 320 00074")->digits(), "73282932000074");
    EXPECT_TRUE(Siret::parse("40483304800022"));
}

TEST(Siret, takes_the_exception_of_la_poste) {
    EXPECT_TRUE(Siret::parse("35600000049837"));   // the head office: Luhn holds as well
    EXPECT_TRUE(Siret::parse("35600000009075"));   // only the sum of the digits is a multiple of five
    EXPECT_FALSE(Siret::parse("35600000009076"));
}

TEST(Siret, refuses_what_spreadsheets_and_fingers_make_of_it) {
    for (const auto* wrong : {"", "2,601E+13", "7328293200007", "732829320000745", "73282932000075", "00000000000000",
                              "7328293200007O", "732.829.320.00074"})
        EXPECT_FALSE(Siret::parse(wrong)) << wrong;
}

RC_GTEST_PROP(Siret, one_wrong_digit_is_always_found, ()) {
    std::string digits = "73282932000074";
    const auto at = *rc::gen::inRange<std::size_t>(0, digits.size());
    const auto other = static_cast<char>('0' + (digits[at] - '0' + *rc::gen::inRange(1, 10)) % 10);
    digits[at] = other;
    RC_ASSERT(!Siret::parse(digits));
}

}  // namespace
}  // namespace prevenance
