#include "integrations/member_keys.h"

#include "integrations/passwords.h"
#include "tests/integrations/keyed_test.h"

namespace prevenance::integrations {
namespace {

class MemberKeysTest : public KeyedTest {
protected:
    AccountId account_ = new_id<AccountId>();
    MemberKeys keys_ = MemberKeys::draw(randomness_);
    SessionSecret session_ = SessionSecret::draw(randomness_);
};

TEST_F(MemberKeysTest, a_sign_in_opens_them_and_the_session_opens_them_again) {
    Passwords passwords(root_, slow_hash_);
    const auto password = words("quatre chevaux sans lune");
    const auto made = passwords.set(account_, password, randomness_).value();
    const auto at_rest = keys_.wrap_under_password(made.key_encryption_key, account_, randomness_);

    const auto key = passwords.verify(account_, made.record, password).value();
    const auto signed_in = MemberKeys::open_with_password(at_rest, key, account_).value();
    const auto in_session = signed_in.wrap_for_session(session_, account_, randomness_);

    const auto cookie = SessionSecret::parse(session_.cookie().reveal()).value();
    const auto in_request = MemberKeys::open_in_session(in_session, cookie, account_).value();
    EXPECT_EQ(in_request.box().public_key(), keys_.box().public_key());
    EXPECT_EQ(in_request.signing().public_key(), keys_.signing().public_key());
    const auto sealed = seal_to(keys_.box().public_key(), bytes_of("for one")).value();
    EXPECT_TRUE(in_request.box().open(sealed));
}

TEST_F(MemberKeysTest, another_session_another_account_or_another_wrapping_is_refused) {
    const auto wrapped = keys_.wrap_for_session(session_, account_, randomness_);
    EXPECT_FALSE(MemberKeys::open_in_session(wrapped, SessionSecret::draw(randomness_), account_));
    EXPECT_FALSE(MemberKeys::open_in_session(wrapped, session_, new_id<AccountId>()));
    EXPECT_FALSE(MemberKeys::open_with_password(wrapped, session_.wrapping_key(), account_));
    for (std::size_t i = 0; i < wrapped.size(); ++i) {
        EXPECT_FALSE(MemberKeys::open_in_session(flipped(wrapped, i), session_, account_)) << i;
    }
}

TEST_F(MemberKeysTest, the_stored_hash_of_a_session_is_neither_its_cookie_nor_its_key) {
    EXPECT_EQ(session_.cookie().reveal().size(), 43U);
    EXPECT_FALSE(equal_in_constant_time(session_.stored_hash(), session_.wrapping_key().view()));
    const auto again = SessionSecret::parse(session_.cookie().reveal()).value();
    EXPECT_EQ(again.stored_hash(), session_.stored_hash());
    EXPECT_NE(SessionSecret::draw(randomness_).stored_hash(), session_.stored_hash());
}

TEST_F(MemberKeysTest, a_cookie_that_is_not_exactly_one_is_refused) {
    const auto cookie = session_.cookie().reveal();
    for (const auto& bad : {std::string(), cookie.substr(1), cookie + "A", cookie + "=",
                            cookie.substr(0, 42) + "!", " " + cookie}) {
        EXPECT_FALSE(SessionSecret::parse(bad)) << bad.size();
    }
}

TEST_F(MemberKeysTest, a_form_token_belongs_to_its_session) {
    EXPECT_TRUE(session_.has_form_token(session_.form_token()));
    EXPECT_FALSE(session_.has_form_token(""));
    EXPECT_FALSE(session_.has_form_token(SessionSecret::draw(randomness_).form_token()));
    EXPECT_NE(session_.form_token(), session_.cookie().reveal());
}

}  // namespace
}  // namespace prevenance::integrations
