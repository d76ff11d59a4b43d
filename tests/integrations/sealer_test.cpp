#include "integrations/sealer.h"

#include "integrations/alert_message.h"
#include "integrations/padding.h"
#include "integrations/secret_box.h"
#include "tests/integrations/alert_street_test.h"

#include <set>

namespace prevenance::integrations {
namespace {

class SealerTest : public AlertStreetTest {
protected:
    Alert proposed_ = proposal();
    PreparedInvitation prepared_ = invitations_.prepare(new_id<InvitationId>(), proposed_).value();
    Alert alert_ = answer_to(proposed_);
    ConsentReceipt receipt_ = receipt_for(alert_);
    MailboxKey mailbox_ = open_mailbox();

    ConsentedAlert consented() {
        return invitations_.open(prepared_.sealed, prepared_.code).value().consent(alert_, receipt_).value();
    }
    SealedAlert sealed() { return sealer_.seal(consented(), mailbox()).value(); }

    MailboxKnowledge knowledge() {
        return {mailbox_, instance_.public_key(), prepared_.sealed.lock.one_time_key, receipt_,
                in_paris(now_).date};
    }

    std::string reason(const SealedAlert& envelope, const MailboxKnowledge& known) {
        const auto opened = Sealer::open(envelope, known);
        return opened ? "opened" : std::string(quarantine_code(opened.error()));
    }
    std::string reason(const SealedAlert& envelope) { return reason(envelope, knowledge()); }
};

// What somebody could do who holds the instance's signing key and the mailbox's private half, but no code.
class Forger {
public:
    Forger(const SigningKey& instance, const MailboxKey& mailbox, const SealedAlert& envelope)
        : instance_(instance), header(envelope.header()) {
        CanonicalReader body(envelope.body(), "prevenance alert body 1");
        CanonicalReader content(body.field(), "prevenance alert content 1");
        sealed_key = copy(content.field());
        commitment = copy(content.field());
        box = copy(content.field());
        const auto plain_key = mailbox.pair().open(sealed_key).value();
        CanonicalReader reader(plain_key, "prevenance alert key 1");
        reader.field();
        content_key = copy(reader.field());
        auto plain = unbox(key(), box, envelope.header_bytes()).value();
        remove_padding(plain);
        CanonicalReader message(plain, "prevenance consented message 1");
        signed_message = copy(message.field());
        one_time_signature = copy(message.field());
    }

    std::span<const std::uint8_t, 32> key() const { return std::span(content_key).first<32>(); }

    void seal_message_again(Randomness& randomness) {
        const auto plain = CanonicalWriter("prevenance consented message 1")
                               .field(signed_message)
                               .field(one_time_signature)
                               .take();
        box = box_up(key(), padded_to_class(plain).value(), canonical_bytes(header), randomness);
    }

    SealedAlert envelope() const {
        const auto header_bytes = canonical_bytes(header);
        const auto content = CanonicalWriter("prevenance alert content 1")
                                 .field(sealed_key)
                                 .field(commitment)
                                 .field(box)
                                 .take();
        const auto signature = instance_.sign(
            CanonicalWriter("prevenance instance signature 1").field(header_bytes).field(content).bytes());
        const auto body = CanonicalWriter("prevenance alert body 1").field(content).field(signature).take();
        return SealedAlert::from_stored_bytes(
                   CanonicalWriter("prevenance envelope 1").field(header_bytes).field(body).take())
            .value();
    }

private:
    static Bytes copy(ByteView bytes) { return {bytes.begin(), bytes.end()}; }

    const SigningKey& instance_;

public:
    SealedAlertHeader header;
    Bytes sealed_key;
    Bytes commitment;
    Bytes box;
    Bytes content_key;
    Bytes signed_message;
    Bytes one_time_signature;
};

TEST_F(SealerTest, the_physician_reads_what_the_person_sent) {
    const auto envelope = sealed();
    const auto back =
        SealedAlert::from_stored_bytes(Bytes(envelope.envelope().begin(), envelope.envelope().end())).value();
    EXPECT_EQ(back, envelope);
    const auto opened = Sealer::open(back, knowledge());
    ASSERT_TRUE(opened) << quarantine_code(opened.error());
    EXPECT_EQ(*opened, alert_);
}

TEST_F(SealerTest, the_colleague_reads_it_too) {
    const auto added = add_member(std::span(rosters_).first(1), founder_.present(), founded_.sealed_key,
                                  colleague_.entry(), instance_, now_);
    const auto key =
        open_mailbox_key(added->sealed_key, rosters_.back(), colleague_.account, colleague_.keys).value();
    const MailboxKnowledge known{key, instance_.public_key(), prepared_.sealed.lock.one_time_key, receipt_,
                                 in_paris(now_).date};
    EXPECT_EQ(reason(sealed(), known), "opened");
}

TEST_F(SealerTest, no_word_about_the_person_is_in_the_envelope_and_its_length_is_a_class) {
    const auto envelope = sealed();
    EXPECT_FALSE(contains(envelope.envelope(), canary));
    alert_.own_words = words("");
    receipt_ = receipt_for(alert_);
    EXPECT_EQ(sealed().envelope().size(), envelope.envelope().size());
}

TEST_F(SealerTest, the_receipt_is_not_in_the_envelope_only_its_hash) {
    const auto envelope = sealed();
    EXPECT_EQ(envelope.header().receipt_hash, receipt_hash(receipt_));
    EXPECT_FALSE(contains(envelope.envelope(), receipt_.purpose));
    EXPECT_FALSE(contains(canonical_bytes(receipt_), canary)) << "the stored record names nobody";
}

TEST_F(SealerTest, every_flipped_byte_of_the_envelope_is_refused) {
    const auto envelope = sealed();
    for (std::size_t i = 0; i < envelope.envelope().size(); ++i) {
        const auto altered = SealedAlert::from_stored_bytes(flipped(envelope.envelope(), i));
        if (altered) {
            EXPECT_NE(reason(*altered), "opened") << i;
        }
    }
}

TEST_F(SealerTest, a_truncated_or_lengthened_envelope_is_refused) {
    const auto envelope = sealed();
    const auto bytes = envelope.envelope();
    for (std::size_t size = 0; size < bytes.size(); size += 7) {
        EXPECT_FALSE(
            SealedAlert::from_stored_bytes(Bytes(bytes.begin(), bytes.begin() + static_cast<long>(size))));
    }
    Bytes longer(bytes.begin(), bytes.end());
    longer.push_back(0);
    EXPECT_FALSE(SealedAlert::from_stored_bytes(longer));
}

TEST_F(SealerTest, another_instance_is_refused) {
    auto known = knowledge();
    known.instance = SigningKey(SecretKey::random(randomness_)).public_key();
    EXPECT_EQ(reason(sealed(), known), "instance_signature");
}

TEST_F(SealerTest, another_mailbox_is_refused) {
    const auto other_service = new_id<OhServiceId>();
    const auto other = found_mailbox(other_service, founder_.present(), instance_, now_, randomness_).value();
    const auto key =
        open_mailbox_key(other.sealed_key, other.roster, founder_.account, founder_.keys).value();
    const MailboxKnowledge known{key, instance_.public_key(), prepared_.sealed.lock.one_time_key, receipt_,
                                 in_paris(now_).date};
    EXPECT_EQ(reason(sealed(), known), "other_mailbox");
}

TEST_F(SealerTest, no_receipt_a_changed_one_or_an_expired_one_is_refused) {
    const auto envelope = sealed();
    auto known = knowledge();
    known.receipt.reset();
    EXPECT_EQ(reason(envelope, known), "receipt_missing");
    known.receipt = receipt_;
    known.receipt->categories.pop_back();
    EXPECT_EQ(reason(envelope, known), "receipt_mismatch");
    known.receipt = receipt_;
    known.today = receipt_.expires_on;
    EXPECT_EQ(reason(envelope, known), "opened") << "the last day counts";
    known.today += Days{1};
    EXPECT_EQ(reason(envelope, known), "receipt_expired");
}

TEST_F(SealerTest, the_code_of_another_invitation_or_none_is_refused) {
    const auto envelope = sealed();
    auto known = knowledge();
    known.one_time_key =
        invitations_.prepare(new_id<InvitationId>(), proposal()).value().sealed.lock.one_time_key;
    EXPECT_EQ(reason(envelope, known), "one_time_signature");
    known.one_time_key.reset();
    EXPECT_EQ(reason(envelope, known), "one_time_signature");
}

TEST_F(SealerTest, even_with_the_instance_key_the_words_cannot_be_changed) {
    Forger forger(instance_, mailbox_, sealed());
    EXPECT_EQ(reason(forger.envelope()), "opened") << "the forger's copy is faithful";
    auto changed = alert_;
    changed.own_words = words("des mots que la personne n’a pas écrits");
    forger.signed_message = encode_alert(changed, receipt_hash(receipt_));
    forger.seal_message_again(randomness_);
    EXPECT_EQ(reason(forger.envelope()), "one_time_signature");
    forger.one_time_signature.clear();
    forger.seal_message_again(randomness_);
    EXPECT_EQ(reason(forger.envelope()), "one_time_signature");
}

TEST_F(SealerTest, even_with_the_instance_key_each_part_is_held_to_the_others) {
    const auto envelope = sealed();
    {
        Forger forger(instance_, mailbox_, envelope);
        forger.commitment[0] ^= 1U;
        EXPECT_EQ(reason(forger.envelope()), "commitment");
    }
    {
        Forger forger(instance_, mailbox_, envelope);
        forger.box.back() ^= 1U;
        EXPECT_EQ(reason(forger.envelope()), "content");
    }
    {
        Forger forger(instance_, mailbox_, envelope);
        forger.sealed_key.back() ^= 1U;
        EXPECT_EQ(reason(forger.envelope()), "key_sealed_elsewhere");
    }
    {
        Forger forger(instance_, mailbox_, envelope);
        forger.header.alert = new_id<AlertId>();
        EXPECT_EQ(reason(forger.envelope()), "receipt_mismatch");
    }
    {
        Forger forger(instance_, mailbox_, envelope);
        forger.signed_message = encode_alert(proposal(), receipt_hash(receipt_));
        forger.seal_message_again(randomness_);
        EXPECT_EQ(reason(forger.envelope()), "message_mismatch");
    }
    {
        Forger forger(instance_, mailbox_, envelope);
        forger.signed_message = {1, 2, 3};
        forger.seal_message_again(randomness_);
        EXPECT_EQ(reason(forger.envelope()), "malformed");
    }
}

TEST_F(SealerTest, an_answer_cannot_be_passed_off_as_an_own_request) {
    Forger forger(instance_, mailbox_, sealed());
    forger.header.kind = AlertKind::own_request;
    auto own = alert_;
    own.kind = AlertKind::own_request;
    auto known = knowledge();
    known.receipt->channel = ConsentChannel::own_request;
    known.one_time_key.reset();
    forger.header.receipt_hash = receipt_hash(*known.receipt);
    forger.signed_message = encode_alert(alert_, forger.header.receipt_hash);
    forger.seal_message_again(randomness_);
    EXPECT_EQ(reason(forger.envelope(), known), "message_mismatch") << "the words still say what they are";
    EXPECT_EQ(reason(sealed(), known), "receipt_mismatch");
}

TEST_F(SealerTest, two_envelopes_cannot_exchange_their_contents) {
    Forger first(instance_, mailbox_, sealed());
    alert_.own_words = words("autre chose");
    Forger second(instance_, mailbox_, sealed());
    std::swap(first.box, second.box);
    EXPECT_EQ(reason(first.envelope()), "content");
    std::swap(first.commitment, second.commitment);
    EXPECT_EQ(reason(first.envelope()), "commitment");
}

TEST_F(SealerTest, nothing_is_sealed_to_a_key_the_person_was_not_shown) {
    receipt_.mailbox_key_fingerprint[0] ^= 1U;
    const auto refused = sealer_.seal(consented(), mailbox());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);

    const auto other_service = new_id<OhServiceId>();
    const auto other = found_mailbox(other_service, founder_.present(), instance_, now_, randomness_).value();
    const auto other_key =
        trusted_mailbox_key(std::span(&other.roster, 1), other_service, instance_.public_key()).value();
    receipt_ = receipt_for(alert_);
    EXPECT_FALSE(sealer_.seal(consented(), other_key));
}

TEST_F(SealerTest, a_message_above_the_largest_class_is_refused) {
    alert_.own_words = words(std::string(17000, 'a'));
    const auto refused = sealer_.seal(consented(), mailbox());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::too_large);
}

class OwnRequestTest : public SealerTest {
protected:
    OwnRequestTest() {
        alert_ = answer_to(proposal());
        alert_.kind = AlertKind::own_request;
        alert_.employer.reset();
        alert_.facts.clear();
        receipt_ = receipt_for(alert_);
    }
    MailboxKnowledge own_knowledge() {
        return {mailbox_, instance_.public_key(), std::nullopt, receipt_, in_paris(now_).date};
    }
};

TEST_F(OwnRequestTest, is_sealed_and_read_without_any_code) {
    const auto envelope = sealer_.seal(OwnRequest::consent(alert_, receipt_).value(), mailbox()).value();
    EXPECT_FALSE(contains(envelope.envelope(), canary));
    const auto opened = Sealer::open(envelope, own_knowledge());
    ASSERT_TRUE(opened) << quarantine_code(opened.error());
    EXPECT_EQ(*opened, alert_);
}

TEST_F(OwnRequestTest, cannot_be_passed_off_as_an_answer_to_an_invitation) {
    const auto envelope = sealer_.seal(OwnRequest::consent(alert_, receipt_).value(), mailbox()).value();
    auto known = own_knowledge();
    known.one_time_key = prepared_.sealed.lock.one_time_key;
    EXPECT_EQ(reason(envelope, known), "one_time_signature");
    Forger forger(instance_, mailbox_, envelope);
    forger.header.kind = AlertKind::consented_alert;
    known.receipt->channel = ConsentChannel::web;
    forger.header.receipt_hash = receipt_hash(*known.receipt);
    auto answered = alert_;
    answered.kind = AlertKind::consented_alert;
    forger.signed_message = encode_alert(answered, forger.header.receipt_hash);
    forger.seal_message_again(randomness_);
    EXPECT_EQ(reason(forger.envelope(), known), "one_time_signature");
}

TEST_F(OwnRequestTest, is_no_way_around_the_code_for_an_invitations_alert) {
    auto invited = alert_;
    invited.kind = AlertKind::consented_alert;
    EXPECT_FALSE(OwnRequest::consent(invited, receipt_));
    EXPECT_FALSE(OwnRequest::consent(alert_, receipt_for(invited)));
}

TEST_F(SealerTest, a_receipt_comes_back_from_its_bytes_and_every_change_changes_its_hash) {
    const auto bytes = canonical_bytes(receipt_);
    EXPECT_EQ(parse_receipt(bytes).value(), receipt_);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto parsed = parse_receipt(flipped(bytes, i));
        if (parsed) {
            EXPECT_NE(receipt_hash(*parsed), receipt_hash(receipt_)) << i;
        }
        EXPECT_FALSE(parse_receipt(ByteView(bytes).first(i))) << i;
    }
}

TEST_F(SealerTest, a_consent_lasts_six_months) {
    EXPECT_EQ(iso_date(consent_expiry(*parse_iso_instant("2026-08-30T22:30:00Z"))), "2027-02-28")
        << "given on 31 August on a French clock; February has no 31st";
}

}  // namespace
}  // namespace prevenance::integrations
