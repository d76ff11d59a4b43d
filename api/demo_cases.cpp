#include "api/demo_cases.h"

#include "api/consent.h"
#include "api/invitation_bytes.h"
#include "api/jobs/deliver_outbox.h"
#include "api/jobs/end_agreements.h"
#include "api/mailboxes.h"
#include "integrations/own_request.h"
#include "storage/alerts.h"
#include "storage/service_cases.h"

#include <array>
#include <optional>

namespace prevenance::api {
namespace {

using storage::Transaction;
using Words = Sensitive<std::string>;

// Days since the message came; none: it did not happen.
struct InventedCase {
    const char* person;
    int days_ago;
    std::optional<int> voice;
    std::optional<int> visit;
    std::optional<int> entry;
    std::optional<int> refusal;
    std::optional<int> exit;
    ExitKind kind = ExitKind::positive;
    CaseOutcome outcome = CaseOutcome::internal_post;
    const char* partner = nullptr;
    std::optional<int> asked;  // at six months
    std::optional<int> answered;
};

constexpr std::array<InventedCase, 9> invented{{
    {"Aline Fictive",
     410,
     3,
     12,
     20,
     {},
     95,
     ExitKind::positive,
     CaseOutcome::internal_post,
     "cap_emploi",
     285,
     292},
    {"Bachir Fictif",
     330,
     4,
     15,
     22,
     {},
     90,
     ExitKind::positive,
     CaseOutcome::post_adapted,
     "carsat_social",
     280,
     {}},
    {"Claire Fictive", 300, 2, 10, {}, 16, {}, {}, {}, nullptr, {}, {}},
    {"Denis Fictif", 280, 5, 14, 25, {}, 80, ExitKind::negative, CaseOutcome::unfitness, "mdph", {}, {}},
    {"Elsa Fictive",
     260,
     1,
     9,
     18,
     {},
     75,
     ExitKind::positive,
     CaseOutcome::business_created,
     nullptr,
     {},
     {}},
    {"Farid Fictif", 150, 6, 20, 28, {}, {}, {}, {}, "pdp_cell", {}, {}},
    {"Gaëlle Fictive", 60, 2, 8, 15, {}, {}, {}, {}, nullptr, {}, {}},
    {"Hugo Fictif", 30, 3, 18, {}, {}, {}, {}, {}, nullptr, {}, {}},
    {"Irène Fictive", 18, {}, {}, {}, {}, {}, {}, {}, nullptr, {}, {}},
}};

Instant morning_of(Date day) {
    return Instant{day} + std::chrono::hours{9};
}

void audit(Transaction& transaction, Services& services, AlertId alert) {
    services.audit.record(transaction, {services.clock.now(), std::nullopt, "demo.seed", alert.bytes});
}

Alert message_of(Services& services, const OhService& service, const InventedCase& one) {
    Alert alert;
    alert.id = services.randomness.new_id<AlertId>();
    alert.oh_service = service.id;
    alert.kind = AlertKind::own_request;
    alert.person_name = Words{one.person};
    alert.employer_name = Words{"Une structure fictive"};
    alert.own_words = Words{"Je voudrais parler de mon poste avec le service (exemple fictif)."};
    alert.contact = {Words{"01 00 00 00 43 (numéro fictif)"}, Words{"le matin"}};
    return alert;
}

// What the person keeps who wrote alone. Only one of them is given it: a code takes as long to prepare as it
// is slow to guess.
struct PrintedPage {
    integrations::PreparedCode prepared;
    std::string locator;
};

Result<PrintedPage> print_page(Services& services) {
    auto prepared =
        integrations::Invitations{services.root, services.slow_hash, services.randomness}.prepare_code(
            services.randomness.new_id<InvitationId>());
    if (!prepared) return std::unexpected(prepared.error());
    return PrintedPage{std::move(*prepared), draw_locator(services.randomness)};
}

Result<AlertId> send(Services& services, const OhService& service, const InventedCase& one, Instant sent_at,
                     const PrintedPage* page) {
    auto alert = message_of(services, service, one);
    const auto id = alert.id;
    const auto mailbox = trusted_key_of(services, service.id);
    if (!mailbox) return std::unexpected(mailbox.error());
    const auto opening = page != nullptr ? page->prepared.receipt_opening : Digest{};
    const auto agreement = agreement_for(services, service, *mailbox, alert, opening, "fr", sent_at);
    auto consented = integrations::OwnRequest::consent(std::move(alert), agreement.receipt);
    if (!consented) return std::unexpected(consented.error());
    auto sealed =
        seal_agreement(services, std::move(*consented), agreement.details, *mailbox, std::nullopt, {});
    if (!sealed) return std::unexpected(sealed.error());
    if (page != nullptr)
        sealed->own_request_code = {agreement.receipt.id, page->locator, encode_lock(page->prepared.lock)};
    services.cases.write([&](Transaction& transaction) {
        store_agreement(transaction, *sealed, sent_at);
        audit(transaction, services, id);
    });
    run_outbox(services, nullptr, sent_at);
    return id;
}

void note_visit(Transaction& transaction, const storage::Mailbox& mailbox, const storage::ServiceCases& cases,
                AlertId alert, Date on) {
    mailbox.plan_visit(transaction, alert, "employee_request", on);
    cases.note_visit(transaction, alert, {"employee_request", on, "held", on});
    cases.add(transaction, alert, storage::CaseDocument{"ATTESTATION_SUIVI", on});
}

void note_accompaniment(Transaction& transaction, const storage::ServiceCases& cases, AlertId alert,
                        const InventedCase& one, Date received) {
    const auto day = [&](int days) { return received + Days{days}; };
    if (one.refusal) cases.decline(transaction, alert, day(*one.refusal), std::nullopt);
    if (one.entry) cases.enter(transaction, alert, day(*one.entry));
    if (one.partner != nullptr)
        cases.add(transaction, alert,
                  storage::CaseContact{"partner", day(*one.entry + 7), one.partner, day(*one.entry + 6)});
    if (one.exit) cases.leave(transaction, alert, day(*one.exit), one.kind, one.outcome);
    if (one.asked) cases.ask(transaction, alert, 6, day(*one.asked));
    if (one.answered)
        cases.answer(transaction, alert, {{6, std::nullopt, day(*one.answered)}, true, "other", false});
}

}  // namespace

Result<forms::DemoCard> tell_demo_cases(Services& services, const OhService& service, AccountId physician) {
    const auto today = services.clock.today();
    const auto scope = MailboxScope::for_job(service.id);
    const auto page = print_page(services);
    if (!page) return std::unexpected(page.error());
    for (const auto& one : invented) {
        const auto received = today - Days{one.days_ago};
        const bool is_questioned = one.asked && !one.answered;
        const auto alert =
            send(services, service, one, morning_of(received), is_questioned ? &*page : nullptr);
        if (!alert) return std::unexpected(alert.error());
        services.cases.write([&](Transaction& transaction) {
            const storage::Mailbox mailbox{transaction, scope};
            const storage::ServiceCases cases{transaction, scope};
            if (one.voice) {
                mailbox.mark_read(transaction, *alert, physician, morning_of(received + Days{1}));
                mailbox.confirm(transaction, *alert, physician, morning_of(received + Days{*one.voice}));
            }
            if (one.visit) note_visit(transaction, mailbox, cases, *alert, received + Days{*one.visit});
            note_accompaniment(transaction, cases, *alert, one, received);
            audit(transaction, services, *alert);
        });
    }
    set_expired_alerts_aside(services, services.clock.now());  // as the nights since would have
    return forms::DemoCard{services.settings.public_address + "/i/" + shown_locator(page->locator),
                           page->prepared.code.shown().reveal(), true};
}

}  // namespace prevenance::api
