#include "integrations/field_box.h"

#include "tests/integrations/keyed_test.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace prevenance::integrations {
namespace {

class FieldBox : public KeyedTest {
protected:
    FieldPlace place() const { return {"demo", "employer-1", "employees", "row-1", "family_name", 1}; }
    Bytes sealed(const std::string& text) { return seal_text(words(text), key_, place(), randomness_); }

    FieldKey key_ = new_field_key(randomness_);
};

TEST_F(FieldBox, opens_what_it_sealed) {
    for (const std::string text : {"", "Li", "Élodie Vandenbroucke-Lefèvre"}) {
        EXPECT_EQ(open_text(sealed(text), key_, place()).value().reveal(), text);
    }
    const std::string with_zeros("a\0b\x80\0", 5);
    EXPECT_EQ(open_text(sealed(with_zeros), key_, place()).value().reveal(), with_zeros);
}

RC_GTEST_PROP(FieldBoxLaw, every_text_comes_back, (const std::string& text)) {
    RC_ASSERT(prepare_sodium().has_value());
    SystemRandomness randomness;
    const auto key = new_field_key(randomness);
    const FieldPlace place{"demo", "t", "employees", "r", "c", 1};
    const auto sealed = seal_text(words(text), key, place, randomness);
    RC_ASSERT(open_text(sealed, key, place).value().reveal() == text);
    RC_ASSERT(sealed.size() == 1 + 16 + 24 + (text.size() / 64 + 1) * 64 + 16);
}

TEST_F(FieldBox, short_and_long_names_have_one_length_and_two_seals_differ) {
    EXPECT_EQ(sealed("Li").size(), sealed("Vandenbroucke-Lefèvre").size());
    EXPECT_NE(sealed("Li"), sealed("Li"));
}

TEST_F(FieldBox, every_flipped_byte_is_refused) {
    const auto bytes = sealed("Élodie");
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        EXPECT_FALSE(open_text(flipped(bytes, i), key_, place())) << i;
        EXPECT_FALSE(open_text(flipped(bytes, i, 0x80), key_, place())) << i;
    }
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(open_text(ByteView(bytes).first(size), key_, place())) << size;
    }
}

TEST_F(FieldBox, a_ciphertext_moved_to_any_other_place_is_refused) {
    const auto bytes = sealed("Élodie");
    std::vector<FieldPlace> elsewhere(6, place());
    elsewhere[0].instance = "other";
    elsewhere[1].tenant = "employer-2";
    elsewhere[2].table = "accounts";
    elsewhere[3].row = "row-2";
    elsewhere[4].column = "given_name";
    elsewhere[5].version = 2;
    for (const auto& other : elsewhere) EXPECT_FALSE(open_text(bytes, key_, other));
    // The lengths are part of the place: moving a letter from one name to the next is another place.
    EXPECT_FALSE(open_text(bytes, key_, {"demo", "employer-", "1employees", "row-1", "family_name", 1}));
}

TEST_F(FieldBox, another_persons_key_is_refused_even_under_the_same_id) {
    const auto bytes = sealed("Élodie");
    const auto other = new_field_key(randomness_);
    EXPECT_FALSE(open_text(bytes, other, place()));
    const FieldKey impostor{key_.id, SecretKey::random(randomness_)};
    EXPECT_FALSE(open_text(bytes, impostor, place()));
}

TEST_F(FieldBox, the_plain_text_is_nowhere_in_the_bytes) {
    EXPECT_FALSE(contains(sealed("CANARI-NOM-7731"), "CANARI"));
}

TEST_F(FieldBox, a_wrapped_key_opens_under_its_root_key_and_id_only) {
    const auto wrapped = wrap_field_key(key_, root_, randomness_);
    const auto back = unwrap_field_key(wrapped, key_.id, root_);
    ASSERT_TRUE(back);
    EXPECT_EQ(open_text(sealed("Élodie"), *back, place()).value().reveal(), "Élodie");

    EXPECT_FALSE(unwrap_field_key(wrapped, new_id<KeyId>(), root_));
    const auto other_root = RootKey::create(directory_.path() / "other.key", randomness_).value();
    const auto wrong_root = unwrap_field_key(wrapped, key_.id, other_root);
    ASSERT_FALSE(wrong_root);
    EXPECT_EQ(wrong_root.error().code, ErrorCode::unavailable);
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
        EXPECT_FALSE(unwrap_field_key(flipped(wrapped, i), key_.id, root_)) << i;
    }
}

TEST_F(FieldBox, a_blind_index_is_equal_only_for_equal_text_tenant_and_field) {
    const auto index = blind_index(root_, "employer-1", "payroll_number", words("00417"));
    EXPECT_EQ(index, blind_index(root_, "employer-1", "payroll_number", words("00417")));
    const auto other_root = RootKey::create(directory_.path() / "other.key", randomness_).value();
    const std::set<BlindIndex> different = {
        index,
        blind_index(root_, "employer-1", "payroll_number", words("417")),
        blind_index(root_, "employer-2", "payroll_number", words("00417")),
        blind_index(root_, "employer-1", "login", words("00417")),
        blind_index(root_, "employer-1payroll", "_number", words("00417")),
        blind_index(other_root, "employer-1", "payroll_number", words("00417")),
    };
    EXPECT_EQ(different.size(), 6U);
}

}  // namespace
}  // namespace prevenance::integrations
