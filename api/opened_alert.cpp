#include "api/opened_alert.h"

#include "api/invitation_bytes.h"
#include "api/mailboxes.h"
#include "storage/answer_doubts.h"
#include "storage/invitations.h"

namespace prevenance::api {
namespace {

using integrations::QuarantineReason;
using storage::AlertRecord;
using storage::ReceiptRecord;

// Nothing for an own request, which has no code, and where the lock's bytes were altered: then no alert that
// claims to come from an invitation verifies.
std::optional<integrations::SigningPublicKey> one_time_key_of(const ReceiptRecord& receipt) {
    if (receipt.lock.empty()) return std::nullopt;
    const auto lock = decode_lock(receipt.lock);
    if (!lock) return std::nullopt;
    return lock->one_time_key;
}

// A lock names its card, so that a receipt cannot be moved to another card and with it to another person.
bool belongs_to_its_card(const ReceiptRecord& receipt) {
    const auto lock = decode_lock(receipt.lock);
    return !lock || receipt.invitation == lock->invitation;
}

// The agreement lasts until the first visit. What follows from that visit does not need what the person sent.
void end_with_first_visit(OpenedAlert& opened, Date today) {
    opened.spent = opened.record.visited_on && *opened.record.visited_on < today;
    if (!opened.spent) return;
    opened.alert.facts.clear();
    opened.alert.own_words = {};
    opened.alert.contact = {};
}

std::expected<OpenedAlert, QuarantineReason> verify(StoredAlert stored, const MailboxEye& eye) {
    const auto sealed = SealedAlert::from_stored_bytes(stored.alert.envelope);
    if (!sealed) return std::unexpected(QuarantineReason::malformed);
    if (sealed->header().alert != stored.alert.id) return std::unexpected(QuarantineReason::message_mismatch);
    if (!stored.receipt || stored.receipt->withdrawn_at)
        return std::unexpected(QuarantineReason::receipt_missing);
    const auto receipt = parse_receipt(stored.receipt->canonical);
    if (!receipt || !belongs_to_its_card(*stored.receipt))
        return std::unexpected(QuarantineReason::receipt_mismatch);
    auto alert =
        integrations::Sealer::open(*sealed, {eye.mailbox, eye.root.signers(),
                                             one_time_key_of(*stored.receipt), *receipt, eye.today});
    if (!alert) return std::unexpected(alert.error());
    OpenedAlert opened{std::move(stored.alert), std::move(*alert), *receipt, std::move(stored.doubts), false};
    end_with_first_visit(opened, eye.today);
    return opened;
}

}  // namespace

std::optional<StoredAlert> find_alert(const storage::Reader& reader, MailboxScope scope, AlertId id) {
    auto alert = storage::Mailbox{reader, scope}.find(id);
    if (!alert) return std::nullopt;
    auto receipt = storage::find_receipt(reader, alert->receipt);
    return StoredAlert{std::move(*alert), std::move(receipt), storage::doubts_about(reader, id)};
}

AlertOpening look_at(StoredAlert stored, const MailboxEye& eye) {
    if (stored.alert.withdrawn_at || stored.alert.quarantined_because)
        return HiddenAlert{std::move(stored.alert)};
    const auto record = stored.alert;
    auto opened = verify(std::move(stored), eye);
    if (!opened) return FaultyAlert{record, opened.error()};
    return std::move(*opened);
}

Result<AlertOpening> open_alert(const Call& call) {
    const auto id = call.id_in_path<AlertId>("alert");
    auto stored = id ? call.services.cases.read([&](const storage::Reader& reader) {
        return find_alert(reader, call.mailbox(), *id);
    })
                     : std::nullopt;
    if (!stored) return fail(ErrorCode::not_found);
    const auto sealed = SealedAlert::from_stored_bytes(stored->alert.envelope);
    const auto mailbox =
        open_mailbox_for(call.services, *call.who, sealed ? sealed->header().mailbox_key : KeyId{});
    if (!mailbox && mailbox.error().code == ErrorCode::forbidden && mailbox.error().detail.empty())
        return fail(ErrorCode::forbidden,
                    "Vous n’êtes pas membre de la boîte. Demandez à entrer depuis la page des membres.");
    if (!mailbox) return std::unexpected(mailbox.error());
    return look_at(std::move(*stored), {*mailbox, call.services.root, call.today()});
}

Result<OpenedAlert> open_alert_to_act(const Call& call) {
    auto opening = open_alert(call);
    if (!opening) return std::unexpected(opening.error());
    auto* opened = std::get_if<OpenedAlert>(&*opening);
    if (opened == nullptr)
        return fail(ErrorCode::conflict,
                    "L’accord a été retiré, ou l’alerte est mise à l’écart. Rien n’est enregistré.");
    if (opened->record.closed_at) return fail(ErrorCode::conflict, "Ce dossier est clos.");
    return std::move(*opened);
}

Result<OpenedAlert> open_confirmed_alert(const Call& call) {
    auto opened = open_alert_to_act(call);
    if (opened && !opened->record.confirmed_at) return fail(ErrorCode::conflict, unconfirmed_words);
    return opened;
}

bool may_still_act(const storage::Mailbox& mailbox, AlertId id) {
    const auto record = mailbox.find(id);
    return record && !record->withdrawn_at && !record->quarantined_because && !record->closed_at;
}

AlertState state_of_record(const AlertRecord& record, bool measures_sent) {
    return state_of({.set_aside = record.quarantined_because.has_value(),
                     .withdrawn = record.withdrawn_at.has_value(),
                     .read = record.first_read_at.has_value(),
                     .confirmed = record.confirmed_at.has_value(),
                     .visit_planned = record.visit_on.has_value(),
                     .visit_held = record.visited_on.has_value(),
                     .measures_sent = measures_sent,
                     .closed = record.closed_at.has_value()});
}

}  // namespace prevenance::api
