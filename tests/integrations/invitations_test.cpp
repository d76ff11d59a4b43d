#include "integrations/invitations.h"

#include "tests/integrations/alert_street_test.h"

namespace prevenance::integrations {
namespace {

class InvitationsTest : public AlertStreetTest {
protected:
    InvitationId id_ = new_id<InvitationId>();
    Alert proposed_ = proposal();
    PreparedInvitation prepared_ = invitations_.prepare(id_, proposed_).value();

    OpenedInvitation opened() { return invitations_.open(prepared_.sealed, prepared_.code).value(); }
};

TEST_F(InvitationsTest, the_code_opens_exactly_what_was_proposed) {
    EXPECT_EQ(opened().proposed(), proposed_);
}

TEST_F(InvitationsTest, the_code_as_typed_from_paper_opens_it) {
    const auto typed = InvitationCode::parse(prepared_.code.shown()).value();
    EXPECT_TRUE(invitations_.open(prepared_.sealed, typed));
}

TEST_F(InvitationsTest, nothing_stored_shows_the_words_or_the_code) {
    const auto& content = prepared_.sealed.content;
    EXPECT_FALSE(contains(content.ciphertext, canary));
    EXPECT_FALSE(contains(content.wrapped_key, canary));
    const auto shown = prepared_.code.shown().reveal();
    EXPECT_FALSE(contains(content.ciphertext, shown));
    EXPECT_EQ(content.ciphertext.size(), 1024U + 40U) << "the length is a class, not the text's";
}

TEST_F(InvitationsTest, a_wrong_code_and_a_missing_invitation_fail_alike) {
    const auto other = InvitationCode::draw(randomness_);
    const auto wrong = invitations_.open(prepared_.sealed, other);
    const auto missing = invitations_.open(std::nullopt, prepared_.code);
    ASSERT_FALSE(wrong);
    ASSERT_FALSE(missing);
    EXPECT_EQ(wrong.error().fields.at(0).code, "code_wrong");
    EXPECT_EQ(wrong.error(), missing.error());
}

TEST_F(InvitationsTest, the_code_is_worth_nothing_without_the_pepper) {
    const auto other_root = RootKey::create(directory_.path() / "other.key", randomness_).value();
    Invitations elsewhere(other_root, slow_hash_, randomness_);
    EXPECT_FALSE(elsewhere.open(prepared_.sealed, prepared_.code));
}

TEST_F(InvitationsTest, every_flipped_byte_is_refused) {
    const auto refused = [this](const SealedInvitation& sealed) {
        return !invitations_.open(sealed, prepared_.code).has_value();
    };
    const auto& whole = prepared_.sealed;
    for (std::size_t i = 0; i < whole.content.ciphertext.size(); ++i) {
        auto sealed = whole;
        sealed.content.ciphertext[i] ^= 1U;
        EXPECT_TRUE(refused(sealed)) << "ciphertext " << i;
    }
    for (std::size_t i = 0; i < whole.content.wrapped_key.size(); ++i) {
        auto sealed = whole;
        sealed.content.wrapped_key[i] ^= 1U;
        EXPECT_TRUE(refused(sealed)) << "wrapped key " << i;
    }
    for (std::size_t i = 0; i < 32; ++i) {
        auto committed = whole;
        committed.content.commitment[i] ^= 1U;
        EXPECT_TRUE(refused(committed)) << "commitment " << i;
        auto key = whole;
        key.lock.one_time_key.bytes[i] ^= 1U;
        EXPECT_TRUE(refused(key)) << "one-time key " << i;
        auto reply = whole;
        reply.lock.reply_key.bytes[i] ^= 1U;
        EXPECT_TRUE(refused(reply)) << "reply key " << i;
    }
    for (std::size_t i = 0; i < 16; ++i) {
        auto salted = whole;
        salted.lock.salt[i] ^= 1U;
        EXPECT_TRUE(refused(salted)) << "salt " << i;
        auto renamed = whole;
        renamed.lock.invitation.bytes[i] ^= 1U;
        EXPECT_TRUE(refused(renamed)) << "id " << i;
    }
}

TEST_F(InvitationsTest, the_content_of_one_invitation_does_not_open_in_another) {
    const auto other = invitations_.prepare(new_id<InvitationId>(), proposal()).value();
    auto swapped = prepared_.sealed;
    swapped.content = other.sealed.content;
    EXPECT_FALSE(invitations_.open(swapped, prepared_.code));
    EXPECT_FALSE(invitations_.open(swapped, other.code));
    auto half = prepared_.sealed;
    half.content.ciphertext = other.sealed.content.ciphertext;
    EXPECT_FALSE(invitations_.open(half, prepared_.code));
}

TEST_F(InvitationsTest, a_text_above_the_largest_class_is_refused) {
    auto long_one = proposal();
    long_one.facts.push_back(words(std::string(17000, 'a')));
    const auto refused = invitations_.prepare(id_, long_one);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::too_large);
}

TEST_F(InvitationsTest, the_person_strikes_out_and_adds_their_own_words) {
    const auto alert = answer_to(proposed_);
    const auto consented = opened().consent(alert, receipt_for(alert));
    ASSERT_TRUE(consented);
    EXPECT_EQ(consented->alert(), alert);
    EXPECT_EQ(consented->proof().one_time_signature()->public_key, prepared_.sealed.lock.one_time_key.bytes);
}

TEST_F(InvitationsTest, nobody_adds_a_fact_or_changes_who_it_is_about) {
    const auto receipt = receipt_for(proposed_);
    const auto refused = [&](const auto& change) {
        auto alert = proposed_;
        change(alert);
        return !opened().consent(alert, receipt).has_value();
    };
    EXPECT_TRUE(refused([](Alert& alert) { alert.facts.push_back(words("un fait de plus")); }));
    EXPECT_TRUE(refused([](Alert& alert) { alert.facts[0] = words("un autre fait"); }));
    EXPECT_TRUE(refused([](Alert& alert) { std::swap(alert.facts[0], alert.facts[1]); }));
    EXPECT_TRUE(refused([](Alert& alert) { alert.facts.push_back(alert.facts.front()); }));
    EXPECT_TRUE(refused([](Alert& alert) { alert.person_name = words("Quelqu’un d’autre"); }));
    EXPECT_TRUE(refused([](Alert& alert) { alert.employer_name = words("Ailleurs"); }));
    EXPECT_TRUE(refused([](Alert& alert) { alert.employer.reset(); }));
    EXPECT_TRUE(refused([](Alert& alert) { alert.kind = AlertKind::own_request; }));
    EXPECT_TRUE(refused([&](Alert& alert) { alert.id = new_id<AlertId>(); }));
    EXPECT_TRUE(refused([&](Alert& alert) { alert.oh_service = new_id<OhServiceId>(); }));
    EXPECT_FALSE(refused([](Alert& alert) { alert.facts.clear(); })) << "striking all of it out is allowed";
}

TEST_F(InvitationsTest, a_receipt_for_another_alert_service_or_channel_is_refused) {
    const auto refused = [&](const auto& change) {
        auto receipt = receipt_for(proposed_);
        change(receipt);
        return !opened().consent(proposed_, receipt).has_value();
    };
    EXPECT_TRUE(refused([&](ConsentReceipt& receipt) { receipt.alert = new_id<AlertId>(); }));
    EXPECT_TRUE(refused([&](ConsentReceipt& receipt) { receipt.recipient = new_id<OhServiceId>(); }));
    EXPECT_TRUE(refused([](ConsentReceipt& receipt) { receipt.channel = ConsentChannel::own_request; }));
}

TEST_F(InvitationsTest, after_the_answer_the_code_still_proves_itself_for_a_withdrawal) {
    const auto& lock = prepared_.sealed.lock;
    EXPECT_TRUE(invitations_.code_matches(lock, prepared_.code).value());
    EXPECT_FALSE(invitations_.code_matches(lock, InvitationCode::draw(randomness_)).value());
    EXPECT_FALSE(invitations_.code_matches(std::nullopt, prepared_.code).value());
    const auto other = invitations_.prepare(new_id<InvitationId>(), proposal()).value();
    EXPECT_FALSE(invitations_.code_matches(other.sealed.lock, prepared_.code).value());
}

TEST_F(InvitationsTest, a_reply_opens_with_the_paper_code_only) {
    const auto& lock = prepared_.sealed.lock;
    const auto sealed = invitations_.seal_reply(lock, words("CANARI-rendez-vous mardi")).value();
    EXPECT_FALSE(contains(sealed, canary));
    EXPECT_EQ(invitations_.open_reply(sealed, lock, prepared_.code).value().reveal(),
              "CANARI-rendez-vous mardi");
    EXPECT_FALSE(invitations_.open_reply(sealed, lock, InvitationCode::draw(randomness_)));
    EXPECT_FALSE(invitations_.open_reply(flipped(sealed, sealed.size() / 2), lock, prepared_.code));
}

}  // namespace
}  // namespace prevenance::integrations
