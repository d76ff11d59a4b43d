#include "integrations/recovery_code.h"

#include "integrations/member_keys.h"
#include "tests/integrations/keyed_test.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance::integrations {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

RC_GTEST_PROP(RecoveryCodeLaw, one_wrong_character_or_two_exchanged_are_always_found, ()) {
    RC_ASSERT(prepare_sodium().has_value());
    SystemRandomness randomness;
    const auto shown = RecoveryCode::draw(randomness).shown().reveal();
    std::string typed;
    for (const char c : shown)
        if (c != '-') typed += c;
    RC_ASSERT(RecoveryCode::parse(words(typed)).has_value());
    const auto at = *rc::gen::inRange<std::size_t>(0, typed.size());
    auto wrong = typed;
    wrong[at] = alphabet[*rc::gen::inRange<std::size_t>(0, alphabet.size())];
    RC_ASSERT(wrong == typed || !RecoveryCode::parse(words(wrong)).has_value());
    auto exchanged = typed;
    std::swap(exchanged[at], exchanged[(at + 1) % typed.size()]);
    RC_ASSERT(exchanged == typed || !RecoveryCode::parse(words(exchanged)).has_value());
}

RC_GTEST_PROP(RecoveryCodeLaw, no_text_makes_it_fall, (const std::string& text)) {
    const auto parsed = RecoveryCode::parse(words(text));
    if (!parsed) RC_ASSERT(parsed.error().fields.at(0).field == "recovery_code");
}

class RecoveryCodeTest : public KeyedTest {};

TEST_F(RecoveryCodeTest, opens_the_keys_of_its_account_and_no_other_and_survives_no_flipped_bit) {
    const auto member = new_member(randomness_);
    const auto code = RecoveryCode::draw(randomness_);
    const auto wrapped = member.keys.wrap_for_recovery(code, member.account, randomness_);
    const auto opened = MemberKeys::open_with_recovery(wrapped, code, member.account);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->signing().public_key(), member.keys.signing().public_key());
    EXPECT_FALSE(MemberKeys::open_with_recovery(wrapped, RecoveryCode::draw(randomness_), member.account));
    EXPECT_FALSE(MemberKeys::open_with_recovery(wrapped, code, new_id<AccountId>()));
    EXPECT_FALSE(MemberKeys::open_with_password(wrapped, code.wrapping_key(), member.account))
        << "what one way wrapped, the other does not open";
    for (std::size_t i = 0; i < wrapped.size(); ++i)
        EXPECT_FALSE(MemberKeys::open_with_recovery(flipped(wrapped, i), code, member.account)) << i;
}

}  // namespace
}  // namespace prevenance::integrations
