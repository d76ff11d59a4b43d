#include "api/jobs/deliver_outbox.h"

#include "api/audit_checkpoints.h"
#include "api/sessions.h"
#include "domain/alert.h"
#include "domain/clock.h"
#include "domain/delivery_schedule.h"
#include "integrations/channels/mail.h"
#include "integrations/sealer.h"
#include "storage/accounts.h"
#include "storage/alerts.h"
#include "storage/invitations.h"
#include "storage/outbox.h"

#include <spdlog/spdlog.h>

namespace prevenance::api {
namespace {

using integrations::QuarantineReason;
using storage::OutboxItem;
using storage::Transaction;

constexpr int items_at_once = 100;

enum class Outcome { delivered, cancelled, postponed, given_up };

void count(OutboxRun& run, Outcome outcome) {
    switch (outcome) {
        case Outcome::delivered:
            ++run.delivered;
            return;
        case Outcome::cancelled:
            ++run.cancelled;
            return;
        case Outcome::postponed:
            ++run.postponed;
            return;
        case Outcome::given_up:
            ++run.given_up;
            return;
    }
}

std::optional<ConsentReceipt> standing_receipt(const storage::Reader& reader, ReceiptId id) {
    const auto record = storage::find_receipt(reader, id);
    if (!record || record->withdrawn_at) return std::nullopt;
    const auto receipt = parse_receipt(record->canonical);
    if (!receipt) return std::nullopt;
    return *receipt;
}

std::optional<QuarantineReason> fault_of(const Services& services, const storage::Reader& reader, AlertId id,
                                         const storage::AlertOnItsWay& alert, Date today) {
    const auto sealed = SealedAlert::from_stored_bytes(alert.envelope);
    if (!sealed) return QuarantineReason::malformed;
    if (sealed->header().alert != id) return QuarantineReason::message_mismatch;
    if (sealed->header().oh_service != alert.oh_service) return QuarantineReason::other_mailbox;
    return integrations::Sealer::fault_on_the_way(*sealed, services.root.signers(),
                                                  standing_receipt(reader, alert.receipt), today);
}

void tell_members(Services& services, Transaction& transaction, OhServiceId service, Instant now) {
    for (const auto& member : storage::Accounts{transaction}.members_of(service))
        storage::queue_notice(transaction, services.randomness.new_id<OutboxId>(), member.id, now);
}

// Nobody: a closed account, an erased person, a sign-in name that is no mail address.
std::optional<Sensitive<std::string>> address_of(const Services& services, AccountId id) {
    const auto account = services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(id); });
    if (!account || account->disabled_at) return std::nullopt;
    auto profile = open_profile(services, *account);
    if (!profile || !integrations::is_mail_address(profile->login.reveal())) return std::nullopt;
    return std::move(profile->login);
}

Outcome settle(Services& services, Transaction& transaction, const OutboxItem& item,
               const integrations::Delivery& delivery, Instant now) {
    const auto audit = [&](std::string_view action) {
        services.audit.record(transaction, {now, std::nullopt, action, item.recipient->bytes});
    };
    if (delivery.outcome == integrations::DeliveryOutcome::delivered) {
        storage::mark_delivered(transaction, item.id, now);
        audit("notice.deliver");
        return Outcome::delivered;
    }
    const auto pause = pause_before_attempt(item.attempts + 2);
    if (delivery.outcome == integrations::DeliveryOutcome::refused || !pause) {
        storage::mark_given_up(transaction, item.id, delivery.reason, now);
        audit("notice.give_up");
        return Outcome::given_up;
    }
    storage::mark_failed(transaction, item.id, delivery.reason, now + *pause);
    return Outcome::postponed;
}

Outcome cancel_notice(Services& services, const OutboxItem& item, Instant now) {
    services.cases.write([&](Transaction& transaction) {
        storage::mark_cancelled(transaction, item.id, now);
        services.audit.record(transaction, {now, std::nullopt, "notice.cancel", item.recipient->bytes});
    });
    return Outcome::cancelled;
}

Outcome deliver_notice(Services& services, integrations::NoticeChannel* channel, const OutboxItem& item,
                       Instant now) {
    const auto address = channel == nullptr ? std::nullopt : address_of(services, *item.recipient);
    if (!address) return cancel_notice(services, item, now);
    integrations::Notice notice;
    notice.id = item.id;
    notice.recipient = *address;
    notice.service_address = services.settings.public_address;
    notice.written_at = item.queued_at;
    const auto delivery = channel->deliver(notice);
    if (delivery.outcome != integrations::DeliveryOutcome::delivered)
        spdlog::warn("notice {}, attempt {}: {}", item.id.text(), item.attempts + 1, delivery.reason);
    return services.cases.write(
        [&](Transaction& transaction) { return settle(services, transaction, item, delivery, now); });
}

Outcome deliver(Services& services, integrations::NoticeChannel* channel, const OutboxItem& item,
                Instant now) {
    if (!item.alert) return deliver_notice(services, channel, item, now);
    return services.cases.write([&](Transaction& transaction) {
        return take_to_mailbox(services, transaction, item, now) ? Outcome::delivered : Outcome::cancelled;
    });
}

// Its state is the queue's: were each delivery an entry of the log, each would cause the next checkpoint.
Outcome settle_checkpoint(Transaction& transaction, const storage::CheckpointMail& mail,
                          const integrations::Delivery& delivery, Instant now) {
    if (delivery.outcome == integrations::DeliveryOutcome::delivered) {
        storage::mark_checkpoint_sent(transaction, mail.id, now);
        return Outcome::delivered;
    }
    const auto pause = pause_before_attempt(mail.attempts + 2);
    if (delivery.outcome == integrations::DeliveryOutcome::refused || !pause) {
        storage::mark_checkpoint_given_up(transaction, mail.id, delivery.reason, now);
        return Outcome::given_up;
    }
    storage::mark_checkpoint_failed(transaction, mail.id, delivery.reason, now + *pause);
    return Outcome::postponed;
}

Outcome deliver_checkpoint(Services& services, integrations::NoticeChannel* channel,
                           const storage::CheckpointMail& mail, Instant now) {
    integrations::Delivery delivery{integrations::DeliveryOutcome::refused, "no witness or no mail server is set"};
    if (channel != nullptr && !services.settings.audit_witness.empty()) {
        integrations::Notice notice;
        notice.id = mail.id;
        notice.kind = integrations::NoticeKind::checkpoint;
        notice.recipient = Sensitive<std::string>{services.settings.audit_witness};
        notice.service_address = services.settings.public_address;
        notice.written_at = mail.queued_at;
        notice.checkpoint = checkpoint_lines({services.instance, services.root}, mail.checkpoint);
        delivery = channel->deliver(notice);
    }
    if (delivery.outcome != integrations::DeliveryOutcome::delivered)
        spdlog::warn("checkpoint {}, attempt {}: {}", mail.id.text(), mail.attempts + 1, delivery.reason);
    return services.cases.write(
        [&](Transaction& transaction) { return settle_checkpoint(transaction, mail, delivery, now); });
}

void deliver_checkpoints(Services& services, integrations::NoticeChannel* channel, OutboxRun& run, Instant now) {
    const auto due = [&] {
        return services.cases.read([&](const storage::Reader& reader) {
            return storage::due_checkpoint_mails(reader, now, items_at_once);
        });
    };
    for (auto mails = due(); !mails.empty(); mails = due())
        for (const auto& mail : mails) count(run, deliver_checkpoint(services, channel, mail, now));
}

}  // namespace

// Delivered or withdrawn before: one word for both, because the log must not tell a withdrawal.
// A faulty envelope arrives as well, set aside with its reason: the service must learn that somebody
// tampered.
bool take_to_mailbox(Services& services, Transaction& transaction, const OutboxItem& item, Instant now) {
    const auto id = *item.alert;
    const auto alert = storage::find_alert_on_its_way(transaction, id);
    const auto fault = alert ? fault_of(services, transaction, id, *alert, in_paris(now).date) : std::nullopt;
    if (!alert || !storage::deliver_alert(transaction, id, now)) {
        storage::mark_cancelled(transaction, item.id, now);
        services.audit.record(transaction, {now, std::nullopt, "alert.settle", id.bytes});
        return false;
    }
    if (fault)
        storage::Mailbox{transaction, MailboxScope::for_job(alert->oh_service)}.quarantine(
            transaction, id, integrations::quarantine_code(*fault));
    storage::mark_delivered(transaction, item.id, now);
    tell_members(services, transaction, alert->oh_service, now);
    services.audit.record(transaction,
                          {now, std::nullopt, fault ? "alert.quarantine" : "alert.settle", id.bytes});
    return true;
}

// Ends because each item that was taken is delivered, closed or due later than `now`.
OutboxRun run_outbox(Services& services, integrations::NoticeChannel* channel, Instant now) {
    OutboxRun run;
    const auto due = [&] {
        return services.cases.read(
            [&](const storage::Reader& reader) { return storage::due_items(reader, now, items_at_once); });
    };
    for (auto items = due(); !items.empty(); items = due())
        for (const auto& item : items) count(run, deliver(services, channel, item, now));
    deliver_checkpoints(services, channel, run, now);
    return run;
}

}  // namespace prevenance::api
