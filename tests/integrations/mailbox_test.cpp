#include "integrations/mailbox.h"

#include "tests/integrations/keyed_test.h"

#include <set>
#include <sstream>

namespace prevenance::integrations {
namespace {

class MailboxTest : public KeyedTest {
protected:
    Result<TrustedMailboxKey> trusted(std::span<const Roster> rosters) {
        return trusted_mailbox_key(rosters, oh_service_, instance_.public_key());
    }

    OhServiceId oh_service_ = new_id<OhServiceId>();
    SigningKey instance_ = root_.instance_signing_key();
    Member founder_ = new_member(randomness_);
    Member colleague_ = new_member(randomness_);
    RosterChange founded_ =
        found_mailbox(oh_service_, founder_.present(), instance_, now_, randomness_).value();
    std::vector<Roster> first_ = {founded_.roster};
    RosterChange added_ =
        add_member(first_, founder_.present(), founded_.sealed_key, colleague_.entry(), instance_, now_)
            .value();
    std::vector<Roster> both_ = {founded_.roster, added_.roster};
};

TEST_F(MailboxTest, both_members_open_what_was_sealed_to_the_trusted_key) {
    const auto key = trusted(both_).value();
    EXPECT_EQ(key.member_count(), 2U);
    const auto sealed = seal_to(key.key(), bytes_of("one alert")).value();
    const auto by_founder =
        open_mailbox_key(founded_.sealed_key, both_.back(), founder_.account, founder_.keys).value();
    const auto by_colleague =
        open_mailbox_key(added_.sealed_key, both_.back(), colleague_.account, colleague_.keys).value();
    EXPECT_TRUE(by_founder.pair().open(sealed));
    EXPECT_TRUE(by_colleague.pair().open(sealed));
    EXPECT_EQ(by_colleague.id(), key.id());
}

TEST_F(MailboxTest, a_sealed_half_opens_for_its_member_only) {
    const auto& roster = both_.back();
    EXPECT_FALSE(open_mailbox_key(founded_.sealed_key, roster, colleague_.account, colleague_.keys));
    EXPECT_FALSE(open_mailbox_key(founded_.sealed_key, roster, colleague_.account, founder_.keys));
    const auto stranger = new_member(randomness_);
    EXPECT_FALSE(open_mailbox_key(added_.sealed_key, roster, stranger.account, stranger.keys));
    for (std::size_t i = 0; i < added_.sealed_key.size(); ++i) {
        EXPECT_FALSE(
            open_mailbox_key(flipped(added_.sealed_key, i), roster, colleague_.account, colleague_.keys));
    }
}

TEST_F(MailboxTest, a_member_who_is_no_longer_listed_opens_nothing) {
    auto without = both_.back();
    without.members.erase(without.members.begin());
    EXPECT_FALSE(open_mailbox_key(founded_.sealed_key, without, founder_.account, founder_.keys));
}

TEST_F(MailboxTest, a_swapped_public_key_is_never_trusted) {
    auto swapped = both_;
    swapped.back().mailbox_key = BoxKeyPair::from_seed(SecretKey::random(randomness_)).public_key();
    const auto refused = trusted(swapped);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::forbidden);
}

TEST_F(MailboxTest, a_roster_forged_with_the_database_alone_is_never_trusted) {
    const auto thief = new_member(randomness_);
    const SigningKey thiefs_instance(SecretKey::random(randomness_));
    const auto forged =
        found_mailbox(oh_service_, thief.present(), thiefs_instance, now_, randomness_).value();
    EXPECT_FALSE(trusted(std::vector{forged.roster})) << "another founder";

    auto appended = forged.roster;
    appended.number = 3;
    EXPECT_FALSE(trusted(std::vector{both_[0], both_[1], appended})) << "appended";
}

TEST_F(MailboxTest, the_instance_alone_cannot_put_a_key_in_either) {
    const auto thief = new_member(randomness_);
    const auto forged = found_mailbox(oh_service_, thief.present(), instance_, now_, randomness_).value();
    auto next = forged.roster;
    next.number = 2;
    EXPECT_FALSE(trusted(std::vector{both_[0], next}));
    EXPECT_FALSE(trusted(std::vector{both_[0], forged.roster}));
}

TEST_F(MailboxTest, rosters_of_another_service_out_of_order_or_missing_are_not_trusted) {
    EXPECT_FALSE(trusted({}));
    EXPECT_FALSE(trusted(std::vector{both_[1]}));
    EXPECT_FALSE(trusted(std::vector{both_[1], both_[0]}));
    EXPECT_FALSE(trusted(std::vector{both_[0], both_[0]}));
    EXPECT_FALSE(trusted_mailbox_key(both_, new_id<OhServiceId>(), instance_.public_key()));
}

TEST_F(MailboxTest, every_flipped_byte_of_a_stored_roster_is_refused) {
    const auto bytes = encode_roster(both_.back());
    ASSERT_EQ(decode_roster(bytes).value(), both_.back());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto decoded = decode_roster(flipped(bytes, i));
        if (decoded) {
            EXPECT_FALSE(trusted(std::vector{both_[0], *decoded})) << i;
        }
    }
}

TEST_F(MailboxTest, only_a_present_member_lets_somebody_in_and_only_once) {
    const auto stranger = new_member(randomness_);
    const auto newcomer = new_member(randomness_);
    EXPECT_FALSE(
        add_member(both_, stranger.present(), founded_.sealed_key, newcomer.entry(), instance_, now_));
    const auto again =
        add_member(both_, founder_.present(), founded_.sealed_key, colleague_.entry(), instance_, now_);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, ErrorCode::conflict);
    const auto third =
        add_member(both_, colleague_.present(), added_.sealed_key, newcomer.entry(), instance_, now_);
    ASSERT_TRUE(third);
    EXPECT_TRUE(trusted(std::vector{both_[0], both_[1], third->roster}));
}

TEST_F(MailboxTest, a_fingerprint_is_eight_words_that_change_with_the_key) {
    const auto words_file = std::filesystem::path(PREVENANCE_SOURCE_DIR) / "config/fingerprint_words.txt";
    const auto list = FingerprintWords::read(words_file).value();
    std::set<std::string> texts;
    for (int i = 0; i < 50; ++i) {
        const auto pair = BoxKeyPair::from_seed(SecretKey::random(randomness_));
        texts.insert(list.words(key_fingerprint(pair.public_key())));
    }
    EXPECT_EQ(texts.size(), 50U);
    std::istringstream stream(*texts.begin());
    const std::vector<std::string> shown{std::istream_iterator<std::string>(stream), {}};
    EXPECT_EQ(shown.size(), 8U);
    EXPECT_FALSE(FingerprintWords::read(directory_.path() / "nowhere.txt"));
}

class MailboxChangeTest : public MailboxTest {
protected:
    Departure departure_ = remove_member(both_, founder_.present(), {colleague_.account, false}, instance_, now_,
                                         randomness_)
                               .value();
    std::vector<Roster> after_ = {both_[0], both_[1], departure_.roster};

    KeyId trusted_at(std::chrono::seconds later) {
        return trusted_mailbox_key(after_, oh_service_, instance_.public_key(), now_ + later).value().id();
    }
};

TEST_F(MailboxChangeTest, a_changed_key_is_trusted_after_72_hours_and_not_a_second_before) {
    const auto old_key = founded_.roster.mailbox_key_id;
    EXPECT_EQ(trusted_at(std::chrono::seconds{0}), old_key);
    EXPECT_EQ(trusted_at(key_change_delay - std::chrono::seconds{1}), old_key);
    EXPECT_EQ(trusted_at(key_change_delay), departure_.roster.mailbox_key_id);
    const auto waiting = trusted_mailbox_key(after_, oh_service_, instance_.public_key(), now_).value();
    ASSERT_TRUE(waiting.announced());
    EXPECT_EQ(waiting.announced()->fingerprint, key_fingerprint(departure_.roster.mailbox_key));
    EXPECT_EQ(waiting.announced()->announced_by, founder_.account);
}

TEST_F(MailboxChangeTest, who_left_opens_nothing_sealed_to_the_new_key) {
    ASSERT_EQ(departure_.shares.size(), 1U);
    const auto& share = departure_.shares.front();
    EXPECT_EQ(share.member, founder_.account);
    EXPECT_TRUE(open_mailbox_key(share.sealed_key, after_.back(), founder_.account, founder_.keys));
    EXPECT_FALSE(open_mailbox_key(share.sealed_key, after_.back(), colleague_.account, colleague_.keys));
    EXPECT_FALSE(open_former_key(added_.sealed_key, after_, founded_.roster.mailbox_key_id, colleague_.account,
                                 colleague_.keys))
        << "nor the old one, once the roster no longer lists them";
    EXPECT_TRUE(open_former_key(founded_.sealed_key, after_, founded_.roster.mailbox_key_id, founder_.account,
                                founder_.keys));
}

TEST_F(MailboxChangeTest, a_revoked_key_leaves_none_for_72_hours) {
    const auto revoking =
        remove_member(both_, founder_.present(), {colleague_.account, true}, instance_, now_, randomness_).value();
    const std::vector<Roster> rosters = {both_[0], both_[1], revoking.roster};
    ASSERT_EQ(decode_roster(encode_roster(revoking.roster)).value(), revoking.roster);
    EXPECT_FALSE(trusted_mailbox_key(rosters, oh_service_, instance_.public_key(), now_));
    EXPECT_TRUE(
        trusted_mailbox_key(rosters, oh_service_, instance_.public_key(), now_ + key_change_delay));
    auto softened = rosters;
    softened.back().revokes_key_before = false;
    EXPECT_FALSE(trusted_mailbox_key(softened, oh_service_, instance_.public_key(), now_ + key_change_delay))
        << "the revocation is signed";
}

TEST_F(MailboxChangeTest, a_member_alone_a_stranger_and_a_past_date_cannot_hurry_a_key_in) {
    const auto stranger = new_member(randomness_);
    EXPECT_FALSE(remove_member(both_, stranger.present(), {colleague_.account, false}, instance_, now_, randomness_));
    EXPECT_FALSE(
        remove_member(both_, founder_.present(), {founder_.account, false}, instance_, now_, randomness_));
    auto backdated = after_;
    backdated.back().signed_at -= key_change_delay;
    EXPECT_FALSE(trusted_mailbox_key(backdated, oh_service_, instance_.public_key(), now_));
    const auto early = remove_member(both_, founder_.present(), {colleague_.account, false}, instance_,
                                     now_ - key_change_delay, randomness_)
                           .value();
    EXPECT_EQ(early.roster.signed_at, both_.back().signed_at) << "a chain does not run backwards";
}

TEST_F(MailboxChangeTest, a_key_swapped_into_the_changed_roster_is_never_trusted) {
    auto swapped = after_;
    swapped.back().mailbox_key = BoxKeyPair::from_seed(SecretKey::random(randomness_)).public_key();
    EXPECT_FALSE(trusted_mailbox_key(swapped, oh_service_, instance_.public_key(), now_));
    EXPECT_FALSE(trusted_mailbox_key(swapped, oh_service_, instance_.public_key(), now_ + 2 * key_change_delay));
}

TEST_F(MailboxChangeTest, a_roster_signed_again_counts_under_the_new_instance_key_only_where_it_was_signed) {
    const SigningKey follower(SecretKey::random(randomness_));
    EXPECT_FALSE(trusted_mailbox_key(both_, oh_service_, follower.public_key(), now_));
    auto renewed = both_;
    for (auto& roster : renewed) roster.renewed_signature = instance_signature_of(roster, follower);
    EXPECT_TRUE(trusted_mailbox_key(renewed, oh_service_, follower.public_key(), now_));
    renewed[1].renewed_signature = renewed[0].renewed_signature;
    EXPECT_FALSE(trusted_mailbox_key(renewed, oh_service_, follower.public_key(), now_));
}

}  // namespace
}  // namespace prevenance::integrations
