#include "integrations/passwords.h"

#include "integrations/password_policy.h"
#include "tests/integrations/keyed_test.h"

#include <atomic>
#include <barrier>
#include <thread>

namespace prevenance::integrations {
namespace {

const auto password = words("quatre chevaux sans lune");

class PasswordsTest : public KeyedTest {
protected:
    AccountId account_ = new_id<AccountId>();
    Passwords passwords_{root_, slow_hash_};
};

TEST_F(PasswordsTest, the_right_password_gives_the_same_key_again) {
    const auto made = passwords_.set(account_, password, randomness_).value();
    const auto verified = passwords_.verify(account_, made.record, password);
    ASSERT_TRUE(verified);
    EXPECT_TRUE(equal_in_constant_time(verified->view(), made.key_encryption_key.view()));
}

TEST_F(PasswordsTest, a_wrong_password_and_an_unknown_account_fail_with_the_same_error) {
    const auto made = passwords_.set(account_, password, randomness_).value();
    const auto wrong = passwords_.verify(account_, made.record, words("quatre chevaux sans Lune"));
    const auto unknown = passwords_.verify(account_, std::nullopt, password);
    ASSERT_FALSE(wrong);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(wrong.error().code, ErrorCode::unauthenticated);
    EXPECT_EQ(wrong.error(), unknown.error());
}

TEST_F(PasswordsTest, a_record_copied_onto_another_account_does_not_let_in) {
    const auto made = passwords_.set(account_, password, randomness_).value();
    const auto elsewhere = passwords_.verify(new_id<AccountId>(), made.record, password);
    ASSERT_FALSE(elsewhere);
    EXPECT_EQ(elsewhere.error().code, ErrorCode::unauthenticated);
}

TEST_F(PasswordsTest, a_record_of_zeros_is_no_way_in) {
    const auto in = passwords_.verify(account_, PasswordRecord{cheap_cost, {}, {}}, words(""));
    EXPECT_FALSE(in);
}

TEST_F(PasswordsTest, the_same_password_twice_has_two_records_and_the_pepper_counts) {
    const auto first = passwords_.set(account_, password, randomness_).value();
    const auto second = passwords_.set(account_, password, randomness_).value();
    EXPECT_NE(first.record.login_hash, second.record.login_hash);
    const auto other_root = RootKey::create(directory_.path() / "other.key", randomness_).value();
    Passwords elsewhere(other_root, slow_hash_);
    EXPECT_FALSE(elsewhere.verify(account_, first.record, password));
}

TEST_F(PasswordsTest, a_record_from_before_a_rotation_verifies_and_asks_to_be_renewed) {
    const auto made = passwords_.set(account_, password, randomness_).value();
    auto unnamed = made.record;  // from before peppers had names
    unnamed.pepper = {};
    auto follower = RootKey::draw(randomness_);
    std::vector<RootLegacy> left;
    left.push_back(root_.legacy());
    follower.inherit(std::move(left));
    Passwords after(follower, slow_hash_);
    for (const auto& record : {made.record, unnamed}) {
        const auto verified = after.verify(account_, record, password);
        ASSERT_TRUE(verified);
        EXPECT_TRUE(equal_in_constant_time(verified->view(), made.key_encryption_key.view()));
        EXPECT_FALSE(after.verify(account_, record, words("quatre chevaux sans Lune")));
        EXPECT_TRUE(after.outdated(record));
    }
    EXPECT_FALSE(after.outdated(after.set(account_, password, randomness_)->record));
}

TEST_F(PasswordsTest, the_database_never_holds_what_unwraps_the_keys) {
    const auto made = passwords_.set(account_, password, randomness_).value();
    EXPECT_FALSE(equal_in_constant_time(made.key_encryption_key.view(), made.record.login_hash));
}

TEST_F(PasswordsTest, at_the_real_price_it_takes_128_mebibytes_and_cheap_records_are_refused) {
    SlowHash real;
    EXPECT_EQ(real.cost(), (HashCost{3, 134217728}));
    Passwords passwords(root_, real);
    const auto made = passwords.set(account_, password, randomness_).value();
    EXPECT_TRUE(passwords.verify(account_, made.record, password));
    const auto cheap = passwords_.set(account_, password, randomness_).value();
    const auto refused = passwords.verify(account_, cheap.record, password);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::internal);
    EXPECT_TRUE(passwords.outdated(cheap.record));
    EXPECT_FALSE(passwords.outdated(made.record));
}

TEST_F(PasswordsTest, a_flood_of_sign_ins_is_turned_away_at_the_gate_and_the_others_are_served) {
    constexpr int callers = 40;
    constexpr HashCost some_milliseconds{2, 16ULL * 1024 * 1024};
    SlowHash gate(SlowHashSettings{some_milliseconds, cheap_cost, 1, 2});
    std::barrier start(callers);
    std::atomic<int> served = 0;
    std::atomic<int> turned_away = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < callers; ++i) {
        threads.emplace_back([&] {
            start.arrive_and_wait();
            const auto hash = gate.hash(bytes_of("x"), Salt{}, some_milliseconds);
            if (hash) ++served;
            if (!hash && hash.error().code == ErrorCode::unavailable) ++turned_away;
        });
    }
    threads.clear();
    EXPECT_EQ(served + turned_away, callers);
    EXPECT_GE(served, 3);
    EXPECT_GE(turned_away, 1);
    EXPECT_TRUE(gate.hash(bytes_of("x"), Salt{}, some_milliseconds)) << "the gate is free again";
}

class PasswordPolicyTest : public testing::Test {
protected:
    std::vector<std::string> codes(const std::string& text) const {
        std::vector<std::string> found;
        for (const auto& error : policy_.check(words(text), context_, "password")) {
            EXPECT_EQ(error.field, "password");
            EXPECT_FALSE(error.message.empty());
            found.push_back(error.code);
        }
        return found;
    }

    using Codes = std::vector<std::string>;
    PasswordPolicy policy_ =
        PasswordPolicy::read(std::filesystem::path(PREVENANCE_SOURCE_DIR) / "config/refused_passwords.txt")
            .value();
    std::vector<Sensitive<std::string>> context_ = {words("claire.dubois@aide-lorraine.example"),
                                                    words("Aide Lorraine")};
};

TEST_F(PasswordPolicyTest, takes_long_passwords_without_any_rule_on_kinds_of_characters) {
    for (const auto* good :
         {"quatre chevaux sans lune", "fhqzwbkxmtrv", "éàüéçèêôîùâï", "Dubois aime les tulipes"}) {
        EXPECT_EQ(codes(good), Codes{}) << good;
    }
    EXPECT_EQ(codes("zéphyr " + std::string(60, 'a') + std::string(61, 'b')), Codes{}) << "128 characters";
}

TEST_F(PasswordPolicyTest, counts_characters_and_not_bytes) {
    EXPECT_EQ(codes("éàüéçèêôîùâ"), Codes{"password_too_short"}) << "11 characters in 22 bytes";
    EXPECT_EQ(codes("fhqzwbkxmtr"), Codes{"password_too_short"});
    EXPECT_EQ(codes("abcdefgz" + std::string(121, 'x')), Codes{"password_too_long"});
}

TEST_F(PasswordPolicyTest, refuses_what_is_tried_first) {
    for (const auto* bad : {"motdepasse2024", "AZERTYUIOP123", "!!Password1234", "123456789012",
                            "aaaaaaaaaaaaaa", "abababababab", "Médecindutravail1", "bonjourtoutlemonde"}) {
        EXPECT_EQ(codes(bad), Codes{"password_common"}) << bad;
    }
}

TEST_F(PasswordPolicyTest, refuses_one_that_is_mostly_the_name_or_the_organisation) {
    for (const auto* bad : {"claire.dubois1", "Lorraine2026!", "prevenance57000", "duboisdubois9"}) {
        EXPECT_EQ(codes(bad), Codes{"password_context"}) << bad;
    }
}

TEST_F(PasswordPolicyTest, says_every_reason_at_once) {
    EXPECT_EQ(codes("motdepasse"), (Codes{"password_too_short", "password_common"}));
}

}  // namespace
}  // namespace prevenance::integrations
