#include "integrations/invitation_code.h"

#include "tests/integrations/keyed_test.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace prevenance::integrations {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool same(const InvitationCode& left, const InvitationCode& right) {
    return equal_in_constant_time(left.symbols(), right.symbols());
}

std::string first_error(const std::string& typed) {
    const auto parsed = InvitationCode::parse(words(typed));
    if (parsed) return "";
    return parsed.error().fields.at(0).code;
}

// As a hurried thumb would type it.
std::string sloppy(const std::string& shown) {
    static const std::vector<std::string> gaps = {"", " ", "-", "  ", "\u2013", "\u00A0", "."};
    std::string typed = *rc::gen::elementOf(gaps);
    for (const char c : shown) {
        if (c == '-') {
            typed += *rc::gen::elementOf(gaps);
            continue;
        }
        std::string spellings(1, c);
        if (c == '0') spellings = "0Oo";
        if (c == '1') spellings = "1IiLl";
        if (c >= 'A') spellings += static_cast<char>(c - 'A' + 'a');
        typed += *rc::gen::elementOf(spellings);
    }
    return typed + *rc::gen::elementOf(gaps);
}

RC_GTEST_PROP(InvitationCodeLaw, however_it_is_typed_it_is_the_same_code, ()) {
    RC_ASSERT(prepare_sodium().has_value());
    SystemRandomness randomness;
    const auto code = InvitationCode::draw(randomness);
    const auto typed = sloppy(code.shown().reveal());
    const auto parsed = InvitationCode::parse(words(typed));
    RC_ASSERT(parsed.has_value());
    RC_ASSERT(same(*parsed, code));
}

RC_GTEST_PROP(InvitationCodeLaw, no_text_makes_it_fall, (const std::string& text)) {
    const auto parsed = InvitationCode::parse(words(text));
    if (parsed) RC_ASSERT(parsed->shown().reveal().size() == 16U);
}

class InvitationCodeTest : public KeyedTest {};

TEST_F(InvitationCodeTest, is_shown_in_groups_that_can_be_read_aloud) {
    for (int i = 0; i < 200; ++i) {
        auto shape = InvitationCode::draw(randomness_).shown().reveal();
        for (auto& c : shape) c = alphabet.find(c) != std::string_view::npos ? 'x' : c;
        EXPECT_EQ(shape, "xxxx-xxxx-xxxx-x");
    }
}

TEST_F(InvitationCodeTest, every_single_wrong_character_is_found) {
    const auto shown = InvitationCode::draw(randomness_).shown().reveal();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        for (const char c : alphabet) {
            if (shown[i] == '-' || shown[i] == c) continue;
            auto typed = shown;
            typed[i] = c;
            EXPECT_EQ(first_error(typed), "code_check") << i;
        }
    }
}

TEST_F(InvitationCodeTest, every_two_characters_exchanged_are_found) {
    const auto shown = InvitationCode::draw(randomness_).shown().reveal();
    for (std::size_t i = 0; i < shown.size(); ++i) {
        for (std::size_t j = i + 1; j < shown.size(); ++j) {
            if (shown[i] == '-' || shown[j] == '-' || shown[i] == shown[j]) continue;
            auto typed = shown;
            std::swap(typed[i], typed[j]);
            EXPECT_EQ(first_error(typed), "code_check");
        }
    }
}

TEST_F(InvitationCodeTest, says_what_is_wrong_with_it) {
    EXPECT_EQ(first_error(""), "code_length");
    EXPECT_EQ(first_error("0000-0000-0000"), "code_length");
    EXPECT_EQ(first_error("0000-0000-0000-00"), "code_length");
    EXPECT_EQ(first_error("0000-0000-000U-0"), "code_character");
    EXPECT_EQ(first_error("0000-0000-000é-0"), "code_character");
    EXPECT_EQ(first_error("0000-0000-0000-1"), "code_check");
    EXPECT_EQ(first_error(std::string(1000000, '0')), "code_length");
}

}  // namespace
}  // namespace prevenance::integrations
