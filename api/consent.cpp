#include "api/consent.h"

#include "api/mailboxes.h"
#include "forms/answer_page.h"
#include "forms/french.h"
#include "integrations/digest.h"
#include "integrations/receipt_proof.h"
#include "integrations/sealer.h"
#include "storage/alerts.h"
#include "storage/answer_doubts.h"
#include "storage/organisations.h"
#include "storage/outbox.h"

namespace prevenance::api {
namespace {

// Raised whenever the words of consent_notice.html change.
constexpr std::string_view notice_version = "2026-11-22";

std::vector<std::string> categories_of(const Alert& alert) {
    std::vector<std::string> categories{"identity"};
    if (!alert.facts.empty()) categories.emplace_back("work_facts");
    if (!alert.own_words.reveal().empty()) categories.emplace_back("own_words");
    categories.emplace_back("contact");
    return categories;
}

forms::Say saying(const Services& services, const std::string& code) {
    const auto* language = services.templates.find_language(code);
    if (language == nullptr) return forms::as_written;
    return [language](std::string_view words) { return language->say(words); };
}

std::string in_words(const std::vector<std::string>& categories, const forms::Say& say) {
    std::string words;
    for (const auto& category : categories) {
        if (!words.empty()) words += ", ";
        if (category == "identity") words += say("mon nom et celui de mon employeur");
        if (category == "work_facts") words += say("les faits de travail gardés");
        if (category == "own_words") words += say("mes mots");
        if (category == "contact") words += say("comment me joindre et dans quelle langue");
    }
    return words;
}

std::string withdrawal_from(const OhService& service, AlertKind kind, const forms::Say& say) {
    auto words =
        kind == AlertKind::own_request
            ? say("avec le code donné après l’envoi, ou en appelant le service au {}. Avant la remise, le "
                  "message est annulé. Après, le service ne peut plus l’ouvrir\u00A0; ce qu’un médecin a "
                  "déjà "
                  "noté suit les règles du dossier médical.")
            : say("avec le même code, sur la même page, ou en appelant le service au {}. Avant la remise, le "
                  "message est annulé. Après, le service ne peut plus l’ouvrir\u00A0; ce qu’un médecin a "
                  "déjà "
                  "noté suit les règles du dossier médical.");
    if (const auto gap = words.find("{}"); gap != std::string::npos) words.replace(gap, 2, service.phone);
    return words;
}

// Whom the person may write to about the message: the service, and the employer for the facts it noted.
std::vector<ReceiptParty> parties_of(const Services& services, const OhService& service, const Alert& alert) {
    std::vector<ReceiptParty> parties{
        {"recipient", service.name, service.retention_officer + ", " + service.phone}};
    if (!alert.employer) return parties;
    const auto employer = services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.employer(*alert.employer);
    });
    if (employer) parties.push_back({"source", employer->name, "SIRET " + employer->siret.digits()});
    return parties;
}

}  // namespace

forms::Html notice_of(const Services& services, const OhService& service, const ConsentReceipt& receipt,
                      const std::string& language) {
    const auto say = saying(services, language);
    return services.templates.fill(
        "consent_notice",
        forms::consent_notice_data({service.name, service.retention_officer,
                                    fingerprint_words(services, receipt.mailbox_key_fingerprint),
                                    in_words(receipt.categories, say), receipt.withdrawal}),
        language);
}

Agreement agreement_for(Services& services, const OhService& service,
                        const integrations::TrustedMailboxKey& mailbox, const Alert& alert,
                        const Digest& opening, const std::string& language, Instant now) {
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
    if (const auto announced = mailbox.announced())
        agreement.new_key_from = forms::date_and_time(announced->usable_from);
    receipt.withdrawal = withdrawal_from(service, alert.kind, saying(services, language));
    agreement.details.language = language;
    agreement.details.person_commitment = integrations::person_commitment(opening, alert.person_name);
    agreement.details.parties = parties_of(services, service, alert);
    agreement.notice = notice_of(services, service, receipt, language);
    receipt.notice_hash = integrations::digest_of(bytes_of(agreement.notice.text));
    return agreement;
}

Result<SealedAgreement> seal_agreement(Services& services, ConsentedAlert consented, ReceiptDetails details,
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
    return SealedAgreement{
        std::move(record), std::move(*sealed), services.randomness.new_id<OutboxId>(), std::move(details), {},
        std::nullopt};
}

void store_agreement(storage::Transaction& transaction, const SealedAgreement& agreement, Instant now) {
    storage::add_receipt(transaction, agreement.receipt);
    storage::add_receipt_details(transaction, agreement.receipt.id, canonical_bytes(agreement.details));
    storage::add_alert(transaction, agreement.alert, agreement.receipt.id, now);
    storage::queue_alert(transaction, agreement.outbox, agreement.alert.header().alert, now);
    for (const auto& doubt : agreement.doubts)
        storage::add_doubt(transaction, agreement.alert.header().alert, doubt);
    if (agreement.own_request_code) storage::add_own_request_code(transaction, *agreement.own_request_code);
}

Withdrawal withdraw_agreement(storage::Transaction& transaction, const storage::ReceiptRecord& receipt,
                              Instant now) {
    const auto alert = storage::find_alert_of(transaction, receipt.id);
    const storage::Mailbox mailbox{transaction, MailboxScope::for_job(receipt.oh_service)};
    const bool delivered = alert && mailbox.find(*alert);
    if (!storage::withdraw_receipt(transaction, receipt.id, now)) return Withdrawal::nothing_stood;
    if (alert) storage::cancel_alert(transaction, *alert, now);
    return delivered ? Withdrawal::after_delivery : Withdrawal::before_delivery;
}

}  // namespace prevenance::api
