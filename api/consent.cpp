#include "api/consent.h"

#include "api/mailboxes.h"
#include "forms/answer_page.h"
#include "forms/french.h"
#include "integrations/digest.h"
#include "integrations/sealer.h"
#include "storage/alerts.h"
#include "storage/outbox.h"

namespace prevenance::api {
namespace {

// Raised whenever the words of consent_notice.html change.
constexpr std::string_view notice_version = "2026-11-21";

std::vector<std::string> categories_of(const Alert& alert) {
    std::vector<std::string> categories{"identity"};
    if (!alert.facts.empty()) categories.emplace_back("work_facts");
    if (!alert.own_words.reveal().empty()) categories.emplace_back("own_words");
    categories.emplace_back("contact");
    return categories;
}

std::string in_words(const std::vector<std::string>& categories) {
    std::string words;
    for (const auto& category : categories) {
        if (!words.empty()) words += ", ";
        if (category == "identity") words += "mon nom et celui de mon employeur";
        if (category == "work_facts") words += "les faits de travail gardés";
        if (category == "own_words") words += "mes mots";
        if (category == "contact") words += "comment me joindre et dans quelle langue";
    }
    return words;
}

std::string withdrawal_from(const OhService& service, AlertKind kind) {
    if (kind == AlertKind::own_request)
        return "appeler le service au " + service.phone + " et donner le numéro de reçu.";
    return "avec le même code, sur la même page, ou en appelant le service au " + service.phone +
           ". Avant la remise, le message est annulé. Après, le service ne peut plus l’ouvrir ; ce qu’un "
           "médecin a déjà "
           "noté suit les règles du dossier médical.";
}

}  // namespace

Agreement agreement_for(Services& services, const OhService& service,
                        const integrations::TrustedMailboxKey& mailbox, const Alert& alert, Instant now) {
    Agreement agreement;
    auto& receipt = agreement.receipt;
    receipt.id = services.randomness.new_id<ReceiptId>();
    receipt.alert = alert.id;
    receipt.recipient = service.id;
    receipt.mailbox_key_fingerprint = mailbox.fingerprint();
    receipt.notice_version = notice_version;
    receipt.purpose = "être contacté par le service de santé au travail et organiser une visite";
    receipt.categories = categories_of(alert);
    receipt.given_at = now;
    receipt.expires_on = consent_expiry(now);
    receipt.channel =
        alert.kind == AlertKind::own_request ? ConsentChannel::own_request : ConsentChannel::web;
    receipt.withdrawal = withdrawal_from(service, alert.kind);
    agreement.notice = services.templates.fill(
        "consent_notice", forms::consent_notice_data({service.name, service.retention_officer,
                                                      fingerprint_words(services, mailbox.fingerprint()),
                                                      in_words(receipt.categories), receipt.withdrawal,
                                                      mailbox.announced() ? forms::date_and_time(mailbox.announced()->usable_from)
                                                                          : std::string{}}));
    receipt.notice_hash = integrations::digest_of(bytes_of(agreement.notice.text));
    return agreement;
}

Result<SealedAgreement> seal_agreement(Services& services, ConsentedAlert consented,
                                       const integrations::TrustedMailboxKey& mailbox,
                                       std::optional<InvitationId> invitation, Bytes lock) {
    const auto& receipt = consented.proof().receipt();
    storage::ReceiptRecord record{receipt.id,
                                  invitation,
                                  receipt.recipient,
                                  canonical_bytes(receipt),
                                  integrations::receipt_hash(receipt),
                                  receipt.given_at,
                                  receipt.expires_on,
                                  std::nullopt,
                                  std::move(lock)};
    auto sealed = integrations::Sealer{services.root, services.randomness}.seal(consented, mailbox);
    if (!sealed) return std::unexpected(sealed.error());
    return SealedAgreement{std::move(record), std::move(*sealed), services.randomness.new_id<OutboxId>()};
}

void store_agreement(storage::Transaction& transaction, const SealedAgreement& agreement, Instant now) {
    storage::add_receipt(transaction, agreement.receipt);
    storage::add_alert(transaction, agreement.alert, agreement.receipt.id, now);
    storage::queue_alert(transaction, agreement.outbox, agreement.alert.header().alert, now);
}

}  // namespace prevenance::api
