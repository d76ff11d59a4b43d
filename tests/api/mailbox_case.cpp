#include "tests/api/mailbox_case.h"

#include "api/invitation_bytes.h"
#include "api/mailboxes.h"
#include "domain/clock.h"
#include "integrations/digest.h"
#include "integrations/invitations.h"
#include "integrations/own_request.h"
#include "integrations/sealer.h"
#include "storage/alerts.h"
#include "storage/invitations.h"
#include "storage/outbox.h"

namespace prevenance::api {
namespace {

using Words = Sensitive<std::string>;

Words marked(const std::string& words) {
    return Words{canary + ("-" + words)};
}

}  // namespace

MailboxCase::MailboxCase() = default;

Visitor MailboxCase::signed_in(const std::string& login, Role role) {
    instance.clock().move(std::chrono::seconds{60});  // each code opens once
    Visitor visitor{instance};
    visitor.sign_in(login, role);
    return visitor;
}

void MailboxCase::open_the_mailbox(bool with_colleague) {
    auto first = signed_in(physician_login, Role::physician);
    first.get("/boite/ouvrir");
    ASSERT_EQ(first.post("/boite/ouvrir", {}).status, 303);
    if (!with_colleague) return;
    auto second = signed_in(colleague_login, Role::physician);
    second.get("/boite/membres");
    ASSERT_EQ(second.post("/boite/membres/demander", {}).status, 303);
    first.get("/boite/membres");
    ASSERT_EQ(first.post("/boite/membres/admettre", {{"account", colleague.text()}}).status, 303);
}

Alert MailboxCase::proposal(AlertKind kind) {
    Alert alert;
    alert.id = instance.services().randomness.new_id<AlertId>();
    alert.oh_service = instance.oh_service;
    alert.kind = kind;
    alert.person_name = marked("Camille Durand");
    alert.employer_name = marked("Aide à domicile Exemple");
    if (kind == AlertKind::own_request) return alert;
    alert.employer = instance.employer;
    alert.facts = {marked("trois absences courtes"), marked("changement de secteur")};
    return alert;
}

ConsentReceipt MailboxCase::receipt_for(const Alert& alert) {
    auto& services = instance.services();
    const auto now = instance.clock().now();
    return {
        .id = services.randomness.new_id<ReceiptId>(),
        .alert = alert.id,
        .recipient = alert.oh_service,
        .mailbox_key_fingerprint = trusted_key_of(services, alert.oh_service).value().fingerprint(),
        .notice_version = "1",
        .notice_hash = integrations::digest_of(bytes_of("the notice as shown")),
        .purpose = "être contacté par le service de santé au travail",
        .categories = {"identity", "work_facts", "own_words", "contact"},
        .given_at = now,
        .expires_on = consent_expiry(now),
        .channel = alert.kind == AlertKind::own_request ? ConsentChannel::own_request : ConsentChannel::web,
        .withdrawal = "avec le même code"};
}

InvitationId MailboxCase::hand_over(const Bytes& lock, const Bytes& content, InvitationId id) {
    auto& randomness = instance.services().randomness;
    const auto today = in_paris(instance.clock().now()).date;
    const auto interview = randomness.new_id<InterviewId>();
    write([&](storage::Transaction& transaction) {
        transaction.execute(
            "INSERT INTO interview(id, employer, employee, held_on, mode, accompanied, wish, recorded_at, "
            "recorded_by) "
            "VALUES (?, ?, ?, ?, 'on_site', 0, 'invitation', ?, ?)",
            {interview, instance.employer, employee, today, instance.clock().now(), referent});
        storage::HandedOver handed{
            id,    employee, interview,       instance.oh_service, draw_locator(randomness),
            today, referent, today + Days{14}};
        storage::HandedOverInvitations{transaction, EmployerScope::for_job(instance.employer)}.add(
            transaction, handed, lock, content, instance.clock().now());
    });
    return id;
}

SentAlert MailboxCase::store(const ConsentedAlert& consented, std::optional<InvitationId> invitation,
                             const Bytes& lock) {
    auto& services = instance.services();
    integrations::Sealer sealer{services.root, services.randomness};
    const auto sealed = sealer.seal(consented, trusted_key_of(services, instance.oh_service).value()).value();
    const auto& receipt = consented.proof().receipt();
    const auto now = instance.clock().now();
    write([&](storage::Transaction& transaction) {
        storage::add_receipt(transaction, {receipt.id, invitation, receipt.recipient,
                                           canonical_bytes(receipt), integrations::receipt_hash(receipt),
                                           receipt.given_at, receipt.expires_on, std::nullopt, lock});
        storage::add_alert(transaction, sealed, receipt.id, now);
        storage::queue_alert(transaction, services.randomness.new_id<OutboxId>(), sealed.header().alert, now);
    });
    return {sealed.header().alert, receipt.id};
}

SentAlert MailboxCase::send_alert() {
    auto& services = instance.services();
    integrations::Invitations invitations{services.root, services.slow_hash, services.randomness};
    const auto alert = proposal(AlertKind::consented_alert);
    const auto id = services.randomness.new_id<InvitationId>();
    const auto prepared = invitations.prepare(id, alert).value();
    const auto lock = encode_lock(prepared.sealed.lock);
    hand_over(lock, encode_content(prepared.sealed.content), id);

    auto opened = invitations.open(prepared.sealed, prepared.code).value();
    auto answer = opened.proposed();
    answer.own_words = marked("je voudrais en parler");
    answer.contact = {marked("06 39 98 00 00"), marked("le soir")};
    const auto receipt = receipt_for(answer);
    return store(std::move(opened).consent(answer, receipt).value(), id, lock);
}

SentAlert MailboxCase::send_own_request() {
    auto alert = proposal(AlertKind::own_request);
    alert.own_words = marked("je demande une visite");
    const auto receipt = receipt_for(alert);
    return store(integrations::OwnRequest::consent(alert, receipt).value(), std::nullopt, {});
}

OutboxRun MailboxCase::deliver() {
    return run_outbox(instance.services(), nullptr, instance.clock().now());
}

SentAlert MailboxCase::delivered_alert() {
    const auto sent = send_alert();
    deliver();
    return sent;
}

void MailboxCase::withdraw(const SentAlert& sent) {
    write([&](storage::Transaction& transaction) {
        EXPECT_TRUE(storage::withdraw_receipt(transaction, sent.receipt, instance.clock().now()));
        storage::cancel_alert(transaction, sent.id, instance.clock().now());
    });
}

void MailboxCase::write(const std::function<void(storage::Transaction&)>& work) {
    auto& services = instance.services();
    services.cases.write([&](storage::Transaction& transaction) {
        work(transaction);
        services.audit.record(transaction,
                              {instance.clock().now(), std::nullopt, "test.prepare", std::nullopt});
    });
}

void MailboxCase::tamper(const std::function<void(storage::Transaction&)>& work) {
    write([&](storage::Transaction& transaction) {
        transaction.execute("DROP TRIGGER IF EXISTS alert_keeps_its_receipt");
        work(transaction);
    });
}

std::int64_t MailboxCase::number(storage::Sql sql, std::initializer_list<storage::Value> values) {
    return instance.services().cases.read(
        [&](const storage::Reader& reader) { return reader.number(sql, values); });
}

}  // namespace prevenance::api
