// Bytes that another implementation made (vectors/make_vectors.py: PyNaCl and Python's hashlib, from the
// documents alone) open here. It shows that the formats are what docs/keys.md and the headers say.
#include "integrations/field_box.h"
#include "integrations/invitations.h"
#include "integrations/member_keys.h"
#include "integrations/passwords.h"
#include "integrations/sealer.h"
#include "integrations/session_secret.h"
#include "tests/integrations/keyed_test.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <unistd.h>

namespace prevenance::integrations {
namespace {

class Sevens final : public Randomness {
public:
    void fill(std::span<std::uint8_t> bytes) override { std::ranges::fill(bytes, std::uint8_t{7}); }
};

Bytes from_hex(const std::string& text) {
    Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

class IndependentVectors : public testing::Test {
protected:
    IndependentVectors() {
        EXPECT_TRUE(ready_);
        std::ifstream file(std::filesystem::path(PREVENANCE_SOURCE_DIR) /
                           "tests/integrations/vectors/independent_vectors.txt");
        for (std::string name, hex; file >> name >> hex;) vectors_[name] = from_hex(hex);
    }

    static FieldKey person_key() {
        FieldKey key;
        key.id.bytes.fill(3);
        std::ranges::fill(key.key.writable(), std::uint8_t{5});
        return key;
    }

    static Salt salt() {
        Salt salt{};
        salt.fill(23);
        return salt;
    }

    // The one that fits: which it is is not what these vectors are about.
    static std::string check_letter() {
        for (const char letter : std::string_view{"0123456789ABCDEFGHJKMNPQRSTVWXYZ"})
            if (InvitationCode::parse(words(std::string{"7K3MQX9P2DFA"} + letter))) return {letter};
        return {};
    }

    bool ready_ = prepare_sodium().has_value();  // before the first key below
    TemporaryDirectory directory_;
    Sevens sevens_;
    RootKey root_ = RootKey::create(directory_.path() / "root.key", sevens_).value();
    AccountId member_ = sevens_.new_id<AccountId>();
    std::map<std::string, Bytes> vectors_;
};

TEST_F(IndependentVectors, a_field_sealed_elsewhere_opens_here) {
    const FieldPlace place{"demo", "employer-1", "employees", "row-1", "family_name", 1};
    const auto opened = open_text(vectors_.at("sealed_field"), person_key(), place);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->reveal(), "Élodie Vasseur");
}

TEST_F(IndependentVectors, a_key_wrapped_elsewhere_opens_here) {
    const auto key = unwrap_field_key(vectors_.at("wrapped_key"), person_key().id, root_);
    ASSERT_TRUE(key);
    EXPECT_TRUE(equal_in_constant_time(key->key.view(), person_key().key.view()));
}

TEST_F(IndependentVectors, a_blind_index_computed_elsewhere_is_the_same_here) {
    const auto index = blind_index(root_, "employer-1", "payroll_number", words("00417"));
    EXPECT_EQ(Bytes(index.begin(), index.end()), vectors_.at("blind_index"));
}

TEST_F(IndependentVectors, a_box_sealed_elsewhere_opens_here) {
    const auto pair = BoxKeyPair::from_seed(SecretKey::random(sevens_));
    const auto plain = pair.open(vectors_.at("sealed_box"));
    ASSERT_TRUE(plain);
    EXPECT_EQ(std::string(plain->begin(), plain->end()), "sealed by PyNaCl");
}

TEST_F(IndependentVectors, an_alert_sealed_elsewhere_is_verified_and_read_here) {
    const auto oh_service = sevens_.new_id<OhServiceId>();
    const Member founder = new_member(sevens_);
    const auto instance = root_.instance_signing_key();
    const auto founded = found_mailbox(oh_service, founder.present(), instance, Instant{}, sevens_).value();
    const auto mailbox =
        open_mailbox_key(founded.sealed_key, founded.roster, founder.account, founder.keys).value();

    SigningPublicKey one_time_key;
    std::ranges::copy(vectors_.at("one_time_key"), one_time_key.bytes.begin());
    const auto receipt = parse_receipt(vectors_.at("receipt"));
    ASSERT_TRUE(receipt);
    const auto envelope = SealedAlert::from_stored_bytes(vectors_.at("envelope"));
    ASSERT_TRUE(envelope);
    const auto alert = Sealer::open(
        *envelope, {mailbox, instance.public_key(), one_time_key, *receipt, *parse_iso_date("2026-03-13")});
    ASSERT_TRUE(alert) << quarantine_code(alert.error());
    EXPECT_EQ(alert->person_name.reveal(), "Élodie Vasseur");
    EXPECT_EQ(alert->facts.size(), 2U);
    EXPECT_EQ(alert->own_words.reveal(), "je voudrais en parler");
    EXPECT_FALSE(alert->employer);
}

TEST_F(IndependentVectors, a_password_hashed_elsewhere_signs_in_here_and_opens_the_members_keys) {
    SlowHash slow_hash{cheap_settings};
    Passwords passwords{root_, slow_hash};
    PasswordRecord record{cheap_cost, salt(), {}};
    std::ranges::copy(vectors_.at("login_hash"), record.login_hash.begin());
    const auto key = passwords.verify(member_, record, words("une phrase assez longue"));
    ASSERT_TRUE(key);
    EXPECT_TRUE(MemberKeys::open_with_password(vectors_.at("member_under_password"), *key, member_));
}

TEST_F(IndependentVectors, a_session_made_elsewhere_is_found_and_opened_here) {
    const auto session = SessionSecret::parse("FRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRU").value();
    const auto hash = session.stored_hash();
    EXPECT_EQ(Bytes(hash.begin(), hash.end()), vectors_.at("session_hash"));
    EXPECT_TRUE(session.has_form_token(text_of(vectors_.at("form_token"))));
    EXPECT_TRUE(MemberKeys::open_in_session(vectors_.at("member_in_session"), session, member_));
}

TEST_F(IndependentVectors, a_mailbox_founded_elsewhere_is_trusted_and_opened_here) {
    const auto roster = decode_roster(vectors_.at("roster"));
    ASSERT_TRUE(roster);
    const auto trusted = trusted_mailbox_key(std::span(&*roster, 1), sevens_.new_id<OhServiceId>(),
                                             root_.instance_signing_key().public_key());
    ASSERT_TRUE(trusted);
    const auto session = SessionSecret::parse("FRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRUVFRU").value();
    const auto keys = MemberKeys::open_in_session(vectors_.at("member_in_session"), session, member_);
    ASSERT_TRUE(keys);
    const auto mailbox = open_mailbox_key(vectors_.at("private_half"), *roster, member_, *keys);
    ASSERT_TRUE(mailbox);
    EXPECT_EQ(mailbox->pair().public_key(), trusted->key());
}

TEST_F(IndependentVectors, an_invitation_and_a_reply_written_elsewhere_open_here_with_the_code) {
    SlowHash slow_hash{cheap_settings};
    Invitations invitations{root_, slow_hash, sevens_};
    SealedInvitation sealed{{sevens_.new_id<InvitationId>(), salt(), cheap_cost, {}, {}}, {}};
    std::ranges::copy(vectors_.at("code_one_time_key"), sealed.lock.one_time_key.bytes.begin());
    std::ranges::copy(vectors_.at("code_reply_key"), sealed.lock.reply_key.bytes.begin());
    std::ranges::copy(vectors_.at("invitation_commitment"), sealed.content.commitment.begin());
    sealed.content.wrapped_key = vectors_.at("invitation_key");
    sealed.content.ciphertext = vectors_.at("invitation_text");
    const auto code = InvitationCode::parse(words("7k3m qx9p 2dfa " + check_letter()));
    ASSERT_TRUE(code);
    const auto opened = invitations.open(sealed, *code);
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->proposed().own_words.reveal(), "je voudrais en parler");
    EXPECT_TRUE(invitations.code_matches(sealed.lock, *code).value());
    EXPECT_EQ(invitations.open_reply(vectors_.at("reply"), sealed.lock, *code).value().reveal(),
              "Nous vous appelons jeudi.");
}

}  // namespace
}  // namespace prevenance::integrations
