// The four locks of the consent path, each taken away in turn. Random sequences of what people, the clock and
// somebody with a hand in the database do; after each, whatever a mailbox shows must be something the person
// sent, to that service, in those words, and has neither withdrawn nor outlived.
//
// How each lock is taken away:
//   cryptographic   the forger holds the one-time key of every card, derived from its code
//   type            the forger is inside the program and makes a ConsentedAlert by reaching into its private
//                   members, which the compiler refuses everybody else
//   database        the triggers are dropped
//   mailbox check   alerts are shown by tests/api/unchecked_mailbox.h
// Who writes envelopes into the database by hand is stopped by the mailbox check alone (anybody can seal to a
// public key): where that check is taken away, such a forgery is not drawn, and every other act is.
//
// In every sequence the real parts work: invitations, sealing, storage with its schema, delivery, the check.
// Only the cost of Argon2 is the smallest libsodium takes, and a sequence is one transaction that is rolled
// back. The long form: PREVENANCE_SEQUENCES=100000.
#include "api/consent.h"
#include "api/invitation_bytes.h"
#include "api/jobs/deliver_outbox.h"
#include "api/mailboxes.h"
#include "api/opened_alert.h"
#include "integrations/alert_message.h"
#include "integrations/digest.h"
#include "integrations/invitations.h"
#include "integrations/own_request.h"
#include "integrations/padding.h"
#include "integrations/secret_box.h"
#include "storage/alerts.h"
#include "storage/interviews.h"
#include "storage/invitations.h"
#include "storage/organisations.h"
#include "storage/outbox.h"
#include "tests/api/invitation_scene.h"
#include "tests/api/long_form.h"
#include "tests/api/unchecked_mailbox.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace prevenance::api {
namespace {

using integrations::InvitationCode;
using integrations::SigningKey;
using storage::Transaction;

enum class Lock { none, cryptographic, type, database, mailbox_check, database_and_mailbox_check };

// --- reaching into private members: an explicit instantiation may name them, nothing else may

template <class Tag, typename Tag::type Pointer>
struct Reach {
    friend typename Tag::type reach(Tag) { return Pointer; }
};
struct AlertInside {
    using type = Alert ConsentedAlert::*;
    friend type reach(AlertInside);
};
struct ProofInside {
    using type = ConsentProof ConsentedAlert::*;
    friend type reach(ProofInside);
};
struct ReceiptInside {
    using type = ConsentReceipt ConsentProof::*;
    friend type reach(ReceiptInside);
};
struct SignatureInside {
    using type = std::optional<OneTimeSignature> ConsentProof::*;
    friend type reach(SignatureInside);
};
template struct Reach<AlertInside, &ConsentedAlert::alert_>;
template struct Reach<ProofInside, &ConsentedAlert::proof_>;
template struct Reach<ReceiptInside, &ConsentProof::receipt_>;
template struct Reach<SignatureInside, &ConsentProof::one_time_signature_>;

// --- what really happened, kept by the test itself

struct Agreed {
    ReceiptId receipt;
    OhServiceId service;
    EmployeeId employee;
    Alert sent;
    Date expires_on;
    bool withdrawn = false;
    bool ended = false;  // a night passed after the last day
};

struct HeldCard {
    storage::HandedOver handed_over;
    InvitationCode code;
};

struct Tally {
    int sequences = 0;
    int shown = 0;   // rightly
    int forged = 0;  // forgeries that reached the database
    int violations = 0;
    std::string first_violation;
};

class Street {
public:
    explicit Street(Lock off, std::uint64_t seed) : off_(off), random_(seed) {
        auto& services = scene_.instance.services();
        first_.emplace(scene_.mailbox_key());
        service_ = scene_.instance.oh_service;
        other_service_ = services.randomness.new_id<OhServiceId>();
        services.cases.write([&](Transaction& transaction) {
            storage::Organisations::add(transaction, OhService{other_service_, "Autre service", "X", "01"});
            transaction.mark_housekeeping();
        });
        scene_.instance.oh_service = other_service_;
        scene_.open_mailbox();
        second_.emplace(scene_.mailbox_key());
        scene_.instance.oh_service = service_;
        trusted_.emplace(trusted_key_of(services, service_).value());
        people_ = {scene_.person, scene_.instance.add_employee("0999", "Autre", "CANARI-Personne")};
        for (const auto person : people_) {
            scene_.record_talk(person);
            talks_.push_back(services.cases.read([&](const storage::Reader& reader) {
                return storage::Interviews{reader, scope()}.latest(person)->id;
            }));
        }
        if (off_ == Lock::database || off_ == Lock::database_and_mailbox_check) drop_triggers();
    }

    Tally run(int sequences) {
        for (int i = 0; i < sequences; ++i) {
            scene_.instance.services().cases.write([&](Transaction& transaction) {
                transaction.mark_housekeeping();
                transaction.roll_back();
                start();
                play(transaction);
            });
            ++tally_.sequences;
        }
        return tally_;
    }

private:
    Services& services() { return scene_.instance.services(); }
    EmployerScope scope() const { return EmployerScope::for_job(scene_.instance.employer); }
    Date today() const { return in_paris(now_).date; }
    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>{0, limit - 1}(random_);
    }
    bool without_database_lock() const {
        return off_ == Lock::database || off_ == Lock::database_and_mailbox_check;
    }
    bool without_check() const {
        return off_ == Lock::mailbox_check || off_ == Lock::database_and_mailbox_check;
    }

    void drop_triggers() {
        services().cases.write([](Transaction& transaction) {
            transaction.execute("DROP TRIGGER alert_needs_a_standing_receipt");
            transaction.execute("DROP TRIGGER alert_keeps_its_receipt");
            transaction.execute("DROP TRIGGER delivery_needs_a_standing_receipt");
            transaction.execute("DROP TRIGGER receipt_keeps_the_lock_of_its_card");
            transaction.execute("DROP TRIGGER alert_is_the_one_its_receipt_names");
            transaction.execute("DROP TRIGGER agreement_keeps_its_dates");
            transaction.execute("DROP TRIGGER withdrawal_is_final");
            transaction.mark_housekeeping();
        });
    }

    void start() {
        now_ = Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 12}} + std::chrono::hours{10};
        cards_.clear();
        agreed_.clear();
    }

    void play(Transaction& transaction) {
        hand_over(transaction);
        const auto steps = 6 + below(10);
        for (std::size_t i = 0; i < steps; ++i) {
            try {
                step(transaction);
            } catch (const storage::ConstraintViolated&) {
                // The database refused; that is its lock. The statement is undone and the sequence goes on.
            }
        }
        deliver(transaction);
        look(transaction);
    }

    void step(Transaction& transaction) {
        switch (below(18)) {
            case 0:
                return hand_over(transaction);
            case 1:
                return read(transaction);
            case 2:
                return wrong_code(transaction);
            case 3:
            case 4:
            case 5:
                return answer(transaction);
            case 6:
                return refuse(transaction);
            case 7:
                return withdraw(transaction);
            case 8:
            case 9:
                return deliver(transaction);
            case 10:
                return replay(transaction);
            case 11:
                return tamper(transaction);
            case 12:
                return move_to_other_mailbox(transaction);
            case 13:
                return move_to_other_person(transaction);
            case 14:
                return clock_forward(transaction);
            case 15:
                return clock_back();
            case 16:
                return forge(transaction);
            default:
                return look(transaction);
        }
    }

    // --- what people do

    void hand_over(Transaction& transaction) {
        const auto who = below(people_.size());
        Alert alert;
        alert.id = services().randomness.new_id<AlertId>();
        alert.oh_service = service_;
        alert.employer = scene_.instance.employer;
        alert.person_name = Sensitive<std::string>{"Personne " + std::to_string(who)};
        alert.employer_name = Sensitive<std::string>{"Aide à domicile Exemple"};
        alert.facts = {Sensitive<std::string>{"un fait"}, Sensitive<std::string>{"un autre fait"}};
        auto& randomness = services().randomness;
        const storage::HandedOver handed_over{randomness.new_id<InvitationId>(),
                                              people_[who],
                                              talks_[who],
                                              service_,
                                              draw_locator(randomness),
                                              today(),
                                              scene_.referent,
                                              today() + Days{14},
                                              false};
        auto prepared = invitations().prepare(handed_over.id, alert).value();
        storage::HandedOverInvitations{transaction, scope()}.add(
            transaction, handed_over, encode_lock(prepared.sealed.lock),
            encode_content(prepared.sealed.content), now_);
        cards_.push_back({handed_over, std::move(prepared.code)});
    }

    integrations::Invitations invitations() { return {services().root, quick_, services().randomness}; }

    // As the endpoint does it: attempt, code, message. Nothing where it is closed, answered or destroyed.
    std::optional<integrations::OpenedInvitation> open(Transaction& transaction, const HeldCard& card,
                                                       const InvitationCode& code) {
        const auto stored = storage::find_by_locator(transaction, card.handed_over.locator);
        if (!stored || !stored->sealed_content || today() > stored->handed_over.closes_on)
            return std::nullopt;
        if (!storage::begin_attempt(transaction, card.handed_over.id)) return std::nullopt;
        const auto lock = decode_lock(stored->lock);
        auto content = decode_content(*stored->sealed_content);
        if (!lock || !content) return std::nullopt;
        auto opened = invitations().open(integrations::SealedInvitation{*lock, std::move(*content)}, code);
        if (!opened) {
            storage::attempt_was_wrong(transaction, card.handed_over.id, now_);
            return std::nullopt;
        }
        storage::attempt_was_right(transaction, card.handed_over.id);
        return std::move(*opened);
    }

    HeldCard& any_card() { return cards_[below(cards_.size())]; }

    void read(Transaction& transaction) {
        const auto& card = any_card();
        open(transaction, card, card.code);
    }

    void wrong_code(Transaction& transaction) {
        const auto& card = any_card();
        open(transaction, card, InvitationCode::draw(services().randomness));
    }

    void answer(Transaction& transaction) {
        const auto& card = any_card();
        const auto stored = storage::find_by_locator(transaction, card.handed_over.locator);
        auto opened = open(transaction, card, card.code);
        if (!opened) return;
        auto alert = opened->proposed();
        if (below(2) == 0) alert.facts.erase(alert.facts.begin());
        alert.own_words = Sensitive<std::string>{"mots " + std::to_string(below(1000))};
        alert.contact = {Sensitive<std::string>{"06 39 98 00 00"}, {}};
        const auto agreement =
            agreement_for(services(), oh_service(), *trusted_, alert, opened->receipt_opening(), "fr", now_);
        auto consented = std::move(*opened).consent(alert, agreement.receipt);
        if (!consented) return;
        auto sealed = seal_agreement(services(), std::move(*consented), agreement.details, *trusted_,
                                     card.handed_over.id, stored->lock);
        if (!sealed || !storage::destroy_content(transaction, card.handed_over.id, now_)) return;
        store_agreement(transaction, *sealed, now_);
        agreed_[alert.id] = {agreement.receipt.id,
                             service_,
                             card.handed_over.employee,
                             alert,
                             agreement.receipt.expires_on,
                             false,
                             false};
    }

    const OhService& oh_service() {
        if (!service_row_)
            service_row_ = services().cases.read([&](const storage::Reader& reader) {
                return storage::Organisations{reader}.oh_service(service_).value();
            });
        return *service_row_;
    }

    void refuse(Transaction& transaction) {
        const auto& card = any_card();
        if (open(transaction, card, card.code))
            storage::destroy_content(transaction, card.handed_over.id, now_);
    }

    void withdraw(Transaction& transaction) {
        const auto& card = any_card();
        const auto stored = storage::find_by_locator(transaction, card.handed_over.locator);
        const auto lock = stored ? decode_lock(stored->lock) : std::nullopt;
        if (!invitations().code_matches(lock, card.code).value()) return;
        const auto receipt = storage::find_receipt_of(transaction, card.handed_over.id);
        if (!receipt) return;
        withdraw_agreement(transaction, *receipt, now_);
        for (auto& [alert, agreed] : agreed_)
            if (agreed.receipt == receipt->id) agreed.withdrawn = true;
    }

    void deliver(Transaction& transaction) {
        for (const auto& item : storage::due_items(transaction, now_, 100))
            if (item.alert) take_to_mailbox(services(), transaction, item, now_);
    }

    // --- what somebody with a hand in the database does

    std::optional<AlertId> any_alert(Transaction& transaction) {
        const auto all = transaction.all("SELECT id FROM sealed_alert ORDER BY rowid", {},
                                         [](const storage::Row& row) { return row.id<AlertId>(0); });
        if (all.empty()) return std::nullopt;
        return all[below(all.size())];
    }

    void replay(Transaction& transaction) {
        const auto alert = any_alert(transaction);
        if (!alert) return;
        auto& randomness = services().randomness;
        const auto copy = randomness.new_id<AlertId>();
        switch (below(4)) {
            case 0:  // the same envelope queued once more
                return storage::queue_alert(transaction, randomness.new_id<OutboxId>(), *alert, now_);
            case 1:  // as if it had never arrived, nor been set aside
                transaction.execute(
                    "UPDATE sealed_alert SET delivered_at = NULL, cancelled_at = NULL, quarantined_because = "
                    "NULL "
                    "WHERE id = ? AND quarantined_because IS NOT 'receipt_expired'",
                    {*alert});
                return storage::queue_alert(transaction, randomness.new_id<OutboxId>(), *alert, now_);
            case 2:  // the agreement as if it had not been taken back
                if (!without_database_lock())
                    transaction.execute(
                        "UPDATE receipt SET withdrawn_at = NULL WHERE withdrawn_at IS NOT NULL", {});
                return;
            default: {  // a second row with the same envelope, under a copy of the receipt
                const auto receipt = randomness.new_id<ReceiptId>();
                transaction.execute(
                    "INSERT INTO receipt(id, invitation, oh_service, canonical, receipt_hash, given_at, "
                    "expires_on, "
                    "lock) SELECT ?, NULL, r.oh_service, r.canonical, r.receipt_hash, r.given_at, "
                    "r.expires_on, x'' "
                    "FROM receipt r JOIN sealed_alert a ON a.receipt = r.id WHERE a.id = ?",
                    {receipt, *alert});
                transaction.execute(
                    "INSERT INTO sealed_alert(id, receipt, oh_service, envelope, sealed_at) "
                    "SELECT ?, ?, oh_service, envelope, sealed_at FROM sealed_alert WHERE id = ?",
                    {copy, receipt, *alert});
                transaction.execute("INSERT INTO alert_follow_up(alert) VALUES (?)", {copy});
                storage::queue_alert(transaction, randomness.new_id<OutboxId>(), copy, now_);
            }
        }
    }

    Bytes flipped(Bytes bytes) {
        if (!bytes.empty()) bytes[below(bytes.size())] ^= static_cast<std::uint8_t>(1U << below(8));
        return bytes;
    }

    void tamper(Transaction& transaction) {
        const auto alert = any_alert(transaction);
        if (!alert) return;
        struct Columns {
            Bytes envelope;
            Bytes canonical;
            Bytes lock;
            ReceiptId receipt;
        };
        const auto columns = transaction.one(
            "SELECT a.envelope, r.canonical, r.lock, r.id FROM sealed_alert a JOIN receipt r ON r.id = "
            "a.receipt "
            "WHERE a.id = ?",
            {*alert}, [](const storage::Row& row) {
                return Columns{row.blob(0), row.blob(1), row.blob(2), row.id<ReceiptId>(3)};
            });
        switch (below(4)) {
            case 0:
                transaction.execute("UPDATE sealed_alert SET envelope = ? WHERE id = ?",
                                    {flipped(columns->envelope), *alert});
                return;
            case 1:
                transaction.execute("UPDATE receipt SET canonical = ? WHERE id = ?",
                                    {flipped(columns->canonical), columns->receipt});
                return;
            case 2:
                transaction.execute("UPDATE receipt SET lock = ? WHERE id = ?",
                                    {flipped(columns->lock), columns->receipt});
                return;
            default:
                transaction.execute("UPDATE receipt SET expires_on = expires_on + 4000 WHERE id = ?",
                                    {columns->receipt});
        }
    }

    void move_to_other_mailbox(Transaction& transaction) {
        const auto alert = any_alert(transaction);
        if (!alert) return;
        transaction.execute("UPDATE sealed_alert SET oh_service = ? WHERE id = ?", {other_service_, *alert});
        if (below(2) == 0)
            transaction.execute(
                "UPDATE receipt SET oh_service = ? WHERE id = (SELECT receipt FROM sealed_alert WHERE id = "
                "?)",
                {other_service_, *alert});
    }

    void move_to_other_person(Transaction& transaction) {
        const auto one = any_alert(transaction);
        const auto other = any_alert(transaction);
        if (!one || !other || *one == *other) return;
        if (below(2) == 0) {  // the words of one in the place of the other
            transaction.execute(
                "UPDATE sealed_alert SET envelope = (SELECT envelope FROM sealed_alert WHERE id = ?) WHERE "
                "id = ?",
                {*other, *one});
            return;
        }
        if (without_check()) return;  // whose card it was is said by no ciphertext: the check alone looks
        transaction.execute(
            "UPDATE receipt SET invitation = ? WHERE id = (SELECT receipt FROM sealed_alert WHERE id = ?)",
            {any_card().handed_over.id, *one});
    }

    // --- the clock

    void clock_forward(Transaction& transaction) {
        now_ += std::chrono::hours{24 * (1 + static_cast<int>(below(220)))};
        storage::close_invitations(transaction, today(), now_);
        storage::set_expired_aside(transaction, today());
        for (auto& [alert, agreed] : agreed_) agreed.ended = agreed.ended || agreed.expires_on < today();
    }

    void clock_back() { now_ -= std::chrono::hours{24 * (1 + static_cast<int>(below(4000)))}; }

    // --- forgeries: an alert that nobody agreed to

    Alert forged_alert(const HeldCard& card) {
        Alert alert;
        alert.id = services().randomness.new_id<AlertId>();
        alert.oh_service = service_;
        alert.employer = scene_.instance.employer;
        alert.person_name = Sensitive<std::string>{"Personne"};
        alert.employer_name = Sensitive<std::string>{"Aide à domicile Exemple"};
        alert.own_words = Sensitive<std::string>{"forgé " + card.handed_over.locator};
        alert.contact = {Sensitive<std::string>{"06"}, {}};
        return alert;
    }

    Bytes stored_lock(Transaction& transaction, InvitationId invitation) {
        return transaction
            .one("SELECT lock FROM invitation_content WHERE invitation = ?", {invitation},
                 [](const storage::Row& row) { return row.blob(0); })
            .value();
    }

    // The one-time key from the code, as the program derives it: what taking the cryptographic lock away
    // means.
    SigningKey one_time_key(Transaction& transaction, const HeldCard& card) {
        const auto lock = decode_lock(stored_lock(transaction, card.handed_over.id)).value();
        const auto hash = quick_.hash(card.code.symbols(), lock.salt, lock.cost).value();
        const auto pepper = services().root.derive({"PVPEPPER", 2});
        const auto code_key = integrations::keyed_secret(pepper.view(), hash.view());
        SigningKey key{integrations::derive_key(code_key.view(), {"PVINVITE", 3})};
        EXPECT_EQ(key.public_key(), lock.one_time_key) << "the lock is really taken away";
        return key;
    }

    SigningKey any_key() { return SigningKey{integrations::SecretKey::random(services().randomness)}; }

    void forge(Transaction& transaction) {
        const auto& card = any_card();
        if (off_ == Lock::type) return forge_inside(transaction, card);
        if (!without_check()) forge_by_hand(transaction, card);
    }

    // Inside the program: everything is at hand but the code.
    void forge_inside(Transaction& transaction, const HeldCard& card) {
        const auto alert = forged_alert(card);
        auto own = alert;
        own.kind = AlertKind::own_request;
        own.employer.reset();
        const auto pretext = agreement_for(services(), oh_service(), *trusted_, own, {}, "fr", now_);
        auto consented = integrations::OwnRequest::consent(own, pretext.receipt).value();
        auto receipt = agreement_for(services(), oh_service(), *trusted_, alert, {}, "fr", now_).receipt;
        const auto key = any_key();
        const auto message = integrations::encode_alert(alert, integrations::receipt_hash(receipt));
        auto& proof = consented.*reach(ProofInside{});
        consented.*reach(AlertInside{}) = alert;
        proof.*reach(ReceiptInside{}) = receipt;
        proof.*reach(SignatureInside{}) = OneTimeSignature{key.public_key().bytes, key.sign(message)};
        auto lock = stored_lock(transaction, card.handed_over.id);
        if (below(2) == 0) {  // with a lock that fits the forged signature
            auto fitting = decode_lock(lock).value();
            fitting.one_time_key = key.public_key();
            lock = encode_lock(fitting);
        }
        auto sealed = seal_agreement(services(), std::move(consented), ReceiptDetails{}, *trusted_,
                                     card.handed_over.id, lock);
        ASSERT_TRUE(sealed) << "the type lock is really taken away";
        store_agreement(transaction, *sealed, now_);
        ++tally_.forged;
    }

    // Outside the program: bytes in the right form, sealed to the mailbox, without the instance's key.
    void forge_by_hand(Transaction& transaction, const HeldCard& card) {
        const auto alert = forged_alert(card);
        const auto receipt =
            agreement_for(services(), oh_service(), *trusted_, alert, {}, "fr", now_).receipt;
        const auto key = off_ == Lock::cryptographic ? one_time_key(transaction, card) : any_key();
        const auto envelope = written_by_hand(alert, receipt, key);
        const auto sealed = SealedAlert::from_stored_bytes(envelope).value();
        storage::add_receipt(transaction,
                             {receipt.id, card.handed_over.id, service_, canonical_bytes(receipt),
                              integrations::receipt_hash(receipt), receipt.given_at, receipt.expires_on,
                              std::nullopt, stored_lock(transaction, card.handed_over.id)});
        storage::add_alert(transaction, sealed, receipt.id, now_);
        storage::queue_alert(transaction, services().randomness.new_id<OutboxId>(), alert.id, now_);
        if (below(2) == 0)  // straight into the box
            transaction.execute("UPDATE sealed_alert SET delivered_at = ? WHERE id = ?", {now_, alert.id});
        ++tally_.forged;
    }

    Bytes written_by_hand(const Alert& alert, const ConsentReceipt& receipt, const SigningKey& one_time) {
        auto& randomness = services().randomness;
        const auto hash = integrations::receipt_hash(receipt);
        const auto header = canonical_bytes(
            SealedAlertHeader{alert.id, service_, AlertKind::consented_alert, trusted_->id(), hash});
        const auto message = integrations::encode_alert(alert, hash);
        const auto plain = CanonicalWriter("prevenance consented message 1", message.size() + 256)
                               .field(message)
                               .field(one_time.sign(message))
                               .take();
        const auto padded = integrations::padded_to_class(plain).value();
        const auto key = integrations::SecretKey::random(randomness);
        const auto sealed_key = integrations::seal_to(
            trusted_->key(),
            CanonicalWriter("prevenance alert key 1").id(alert.id).field(key.view()).bytes());
        const auto commitment = integrations::keyed_digest(
            key.view(), CanonicalWriter("prevenance alert commitment 1").id(alert.id).bytes());
        const auto content = CanonicalWriter("prevenance alert content 1", padded.size() + 512)
                                 .field(*sealed_key)
                                 .field(commitment)
                                 .field(integrations::box_up(key.view(), padded, header, randomness))
                                 .take();
        const auto signature = any_key().sign(
            CanonicalWriter("prevenance instance signature 1", header.size() + content.size() + 64)
                .field(header)
                .field(content)
                .bytes());
        const auto body = CanonicalWriter("prevenance alert body 1", content.size() + 256)
                              .field(content)
                              .field(signature)
                              .take();
        return CanonicalWriter("prevenance envelope 1", body.size() + 256).field(header).field(body).take();
    }

    // --- what the mailboxes show

    void look(Transaction& transaction) {
        for (const auto* key : {&*first_, &*second_}) {
            const auto mailbox_scope = MailboxScope::for_job(key->oh_service());
            for (const auto& record : storage::Mailbox{transaction, mailbox_scope}.delivered())
                if (const auto shown = shown_of(transaction, mailbox_scope, *key, record.id))
                    judge(transaction, mailbox_scope, record, *shown);
        }
    }

    std::optional<Alert> shown_of(Transaction& transaction, MailboxScope mailbox_scope,
                                  const integrations::MailboxKey& key, AlertId id) {
        auto stored = find_alert(transaction, mailbox_scope, id).value();
        if (without_check()) {
            if (stored.alert.withdrawn_at || stored.alert.quarantined_because) return std::nullopt;
            return decrypt_unchecked(stored.alert, key);
        }
        auto opening = look_at(std::move(stored), {key, services().root, today()});
        auto* opened = std::get_if<OpenedAlert>(&opening);
        if (opened == nullptr) return std::nullopt;
        return std::move(opened->alert);
    }

    void judge(Transaction& transaction, MailboxScope mailbox_scope, const storage::AlertRecord& record,
               const Alert& shown) {
        const auto found = agreed_.find(shown.id);
        if (found == agreed_.end()) return violated("an alert that nobody sent: " + shown.own_words.reveal());
        const auto& agreed = found->second;
        if (!(shown == agreed.sent)) return violated("other words than the person's");
        if (record.receipt != agreed.receipt) return violated("under another receipt");
        if (agreed.withdrawn) return violated("withdrawn");
        if (agreed.ended || agreed.expires_on < today()) return violated("expired");
        if (mailbox_scope.oh_service() != agreed.service) return violated("in another mailbox");
        const auto origin = storage::Mailbox{transaction, mailbox_scope}.origin_of(record.id);
        if (!origin || origin->employee != agreed.employee) return violated("about another person");
        ++tally_.shown;
    }

    void violated(const std::string& how) {
        if (tally_.violations++ == 0) tally_.first_violation = how;
    }

    Lock off_;
    std::mt19937_64 random_;
    InvitationScene scene_;
    integrations::SlowHash quick_{{{1, 8192}, {1, 8192}}};
    OhServiceId service_;
    OhServiceId other_service_;
    std::optional<integrations::MailboxKey> first_;
    std::optional<integrations::MailboxKey> second_;
    std::optional<integrations::TrustedMailboxKey> trusted_;
    std::optional<OhService> service_row_;
    std::vector<EmployeeId> people_;
    std::vector<InterviewId> talks_;
    Instant now_;
    std::vector<HeldCard> cards_;
    std::map<AlertId, Agreed> agreed_;
    Tally tally_;
};

Tally played(Lock off, const char* name, int ordinarily = 1'000) {
    const auto seed = static_cast<std::uint64_t>(times_from("PREVENANCE_SEED", 20261122));
    Street street{off, seed};
    const auto tally = street.run(times_from("PREVENANCE_SEQUENCES", ordinarily));
    std::printf(
        "without %-27s %d sequences, %d alerts rightly shown, %d forgeries in the database, %d wrongly "
        "shown\n",
        name, tally.sequences, tally.shown, tally.forged, tally.violations);
    return tally;
}

void expect_nothing_wrongly_shown(const Tally& tally) {
    EXPECT_EQ(tally.violations, 0) << tally.first_violation;
    EXPECT_GT(tally.shown, tally.sequences / 10)
        << "what is agreed to must be shown, or this test sees nothing";
}

TEST(ConsentLocks, hold_together) {
    expect_nothing_wrongly_shown(played(Lock::none, "nothing taken away:"));
}

TEST(ConsentLocks, hold_without_the_cryptographic_one) {
    const auto tally = played(Lock::cryptographic, "the cryptographic lock:");
    expect_nothing_wrongly_shown(tally);
    EXPECT_GT(tally.forged, 0);
}

TEST(ConsentLocks, hold_without_the_types) {
    const auto tally = played(Lock::type, "the type lock:");
    expect_nothing_wrongly_shown(tally);
    EXPECT_GT(tally.forged, 0);
}

TEST(ConsentLocks, hold_without_the_database_constraints) {
    const auto tally = played(Lock::database, "the database constraints:");
    expect_nothing_wrongly_shown(tally);
    EXPECT_GT(tally.forged, 0);
}

TEST(ConsentLocks, hold_without_the_mailbox_check) {
    expect_nothing_wrongly_shown(played(Lock::mailbox_check, "the mailbox check:"));
}

// The control: with two locks gone at once something wrong is shown, so the judge does see.
TEST(ConsentLocks, two_of_them_gone_are_seen) {
    EXPECT_GT(played(Lock::database_and_mailbox_check, "both of the last two:", 400).violations, 0);
}

}  // namespace
}  // namespace prevenance::api
