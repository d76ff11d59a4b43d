#include "api/receipt_pages.h"

#include "api/employee_page.h"
#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "domain/hexadecimal.h"
#include "domain/procedure_stages.h"
#include "forms/answer_page.h"
#include "forms/french.h"
#include "forms/receipt_json.h"
#include "integrations/digest.h"
#include "integrations/receipt_proof.h"

namespace prevenance::api {
namespace {

// Nothing where the words have changed since the person read them: the page then shows none in their place.
std::optional<forms::Html> notice_as_shown(const Call& call, const OhService& service,
                                           const GivenReceipt& given) {
    const auto& receipt = given.receipt;
    auto notice = notice_of(call.services, service, receipt,
                            given.details ? given.details->language : std::string{forms::french});
    if (integrations::digest_of(bytes_of(notice.text)) != receipt.notice_hash) return std::nullopt;
    return notice;
}

Reply withdrawn_page(const Call& call, std::string_view title, std::vector<std::string> paragraphs) {
    for (auto& paragraph : paragraphs) paragraph = said(call, paragraph);
    return employee_page(
        call, title, "plain_words",
        forms::plain_words_data(paragraphs, "/i/" + call.path.at("locator"), call.form.value("code")));
}

}  // namespace

Reply receipt_page(const Call& call, const OhService& service, const GivenReceipt& given) {
    const auto& receipt = given.receipt;
    forms::ReceiptView view;
    view.sent_on = forms::date_and_time(receipt.given_at);
    view.expires_on = forms::short_date(receipt.expires_on);
    view.call_on = forms::short_date(in_paris(receipt.given_at).date + days_to_call_the_service);
    view.receipt = receipt.id.text();
    view.receipt_hash = hexadecimal(integrations::receipt_hash(receipt));
    view.signing_key =
        integrations::written_key(call.services.root.receipt_signing_key().public_key());
    view.service = service.name;
    view.service_phone = service.phone;
    view.withdrawal = receipt.withdrawal;
    view.path = given.path;
    view.code = given.code;
    view.new_locator = given.locator;
    view.new_code = given.new_code;
    view.address = call.services.settings.public_address + given.path;
    view.can_be_kept = given.details.has_value();
    view.notice = notice_as_shown(call, service, given);
    return employee_page(call, "C’est envoyé", "consent_receipt", forms::consent_receipt_data(view));
}

Reply receipt_file(const Call& call, const GivenReceipt& given) {
    if (!given.details)
        return error_reply(
            call,
            {ErrorCode::conflict, "Ce reçu date d’avant les reçus signés. Imprimez la page du reçu.", {}});
    auto reply = json_reply(
        200, signed_receipt_json(call.services.root, given.receipt, *given.details, given.opening));
    reply.headers.emplace_back("Content-Disposition",
                               "attachment; filename=\"recu-" + given.receipt.id.text() + ".json\"");
    return reply;
}

std::string signed_receipt_json(const integrations::RootKey& root, const ConsentReceipt& receipt,
                                const ReceiptDetails& details, const Digest& opening) {
    const auto key = root.receipt_signing_key();
    auto json = forms::receipt_json(receipt, details, integrations::receipt_hash(receipt));
    auto proof = integrations::sign_receipt(
        key, forms::receipt_signature_header(integrations::written_key(key.public_key())), json);
    return forms::receipt_file_json({std::move(json), std::move(proof.header), std::move(proof.payload),
                                     std::move(proof.signature), opening});
}

std::optional<ReceiptDetails> details_of(const Services& services, ReceiptId receipt) {
    const auto canonical = services.cases.read(
        [&](const storage::Reader& reader) { return storage::find_receipt_details(reader, receipt); });
    auto details = canonical ? parse_receipt_details(*canonical) : fail(ErrorCode::gone);
    if (!details) return std::nullopt;
    return *std::move(details);
}

std::map<Withdrawal, Reply> withdrawal_pages(const Call& call) {
    return {
        {Withdrawal::nothing_stood,
         withdrawn_page(call, "Votre accord est déjà retiré", {"Il l’était avant. Rien n’a changé."})},
        {Withdrawal::before_delivery,
         withdrawn_page(call, "Votre accord est retiré",
                        {"Le message n’était pas encore remis. Il est annulé\u00A0: personne ne l’a lu."})},
        {Withdrawal::after_delivery,
         withdrawn_page(call, "Votre accord est retiré",
                        {"Le message avait été remis au service. Le service ne peut plus l’ouvrir "
                         "et voit que vous avez retiré votre accord.",
                         "Ce qu’un médecin a déjà noté suit les règles du dossier médical."})}};
}

}  // namespace prevenance::api
