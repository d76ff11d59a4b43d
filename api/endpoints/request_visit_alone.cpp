#include "api/endpoints/request_visit_alone.h"

#include "api/address_throttle.h"
#include "api/consent.h"
#include "api/error_reply.h"
#include "api/mailboxes.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/answer_page.h"
#include "forms/french.h"
#include "forms/own_request_page.h"
#include "integrations/own_request.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr const char* question = "Demander une visite au médecin du travail";

// Those whose mailbox can be written to.
std::vector<OhService> reachable_services(const Call& call) {
    auto services = call.services.cases.read(
        [](const storage::Reader& reader) { return storage::Organisations{reader}.oh_services(); });
    std::erase_if(services,
                  [&](const OhService& service) { return !trusted_key_of(call.services, service.id); });
    return services;
}

std::vector<std::string> identifiers(const std::vector<OhService>& services) {
    std::vector<std::string> texts;
    for (const auto& service : services) texts.push_back(service.id.text());
    return texts;
}

Reply form_page(const Call& call, const std::vector<OhService>& services, forms::OwnRequestForm typed,
                std::vector<FieldError> errors = {}) {
    forms::OwnRequestView view;
    for (const auto& service : services) view.services.emplace_back(service.id.text(), service.name);
    view.typed = std::move(typed);
    auto data = forms::own_request_data(view, errors);
    return page_reply(call, question, "own_request", std::move(data), std::move(errors));
}

Alert alert_from(const Call& call, const OhService& service, const forms::OwnRequestForm& typed) {
    Alert alert;
    alert.id = call.services.randomness.new_id<AlertId>();
    alert.oh_service = service.id;
    alert.kind = AlertKind::own_request;
    alert.person_name = typed.person_name;
    alert.employer_name = typed.employer_name;
    alert.own_words = typed.answer.own_words;
    alert.contact = {typed.answer.reach, forms::when_to_reach(typed.answer)};
    alert.language = typed.answer.language;
    return alert;
}

Reply review_page(const Call& call, const OhService& service, const forms::OwnRequestForm& typed,
                  const Agreement& agreement) {
    const forms::OwnRequestReviewView view{typed,
                                           service.name,
                                           service.retention_officer,
                                           service.phone,
                                           forms::short_date(agreement.receipt.expires_on),
                                           agreement.notice};
    return page_reply(call, "Vérifiez avant d’envoyer", "own_request_review",
                      forms::own_request_review_data(view));
}

Reply receipt_page(const Call& call, const OhService& service, const Agreement& agreement) {
    forms::ReceiptView view;
    view.sent_on = forms::date_and_time(agreement.receipt.given_at);
    view.expires_on = forms::short_date(agreement.receipt.expires_on);
    view.receipt = agreement.receipt.id.text();
    view.service = service.name;
    view.service_phone = service.phone;
    view.notice = agreement.notice;
    return page_reply(call, "C’est envoyé", "consent_receipt", forms::consent_receipt_data(view));
}

Answer send(const Call& call, const OhService& service, const integrations::TrustedMailboxKey& mailbox,
            Alert alert, const Agreement& agreement) {
    if (!count_use_of(call, "own request")) return error_reply(call, {ErrorCode::too_many_attempts, {}, {}});
    auto consented = integrations::OwnRequest::consent(std::move(alert), agreement.receipt);
    if (!consented) return error_reply(call, consented.error());
    auto sealed = seal_agreement(call.services, std::move(*consented), mailbox, std::nullopt, {});
    if (!sealed) return error_reply(call, sealed.error());
    return Act{agreement.receipt.id.bytes,
               [now = call.now, sealed = std::move(*sealed),
                receipt = receipt_page(call, service, agreement)](storage::Transaction& transaction) {
                   store_agreement(transaction, sealed, now);
                   return receipt;
               }};
}

}  // namespace

Answer show_own_request(const Call& call) {
    forms::OwnRequestForm typed;
    typed.service = call.query.value("service");
    return form_page(call, reachable_services(call), std::move(typed));
}

Answer send_own_request(const Call& call) {
    const auto services = reachable_services(call);
    const auto typed = forms::read_own_request(call.form, identifiers(services));
    if (!typed) return form_page(call, services, forms::typed_own_request(call.form), typed.error().fields);
    if (call.form.value("answer") == "change") return form_page(call, services, *typed);

    const auto service = std::ranges::find(services, *OhServiceId::parse(typed->service), &OhService::id);
    const auto mailbox = trusted_key_of(call.services, service->id);
    if (!mailbox) return error_reply(call, mailbox.error());
    auto alert = alert_from(call, *service, *typed);
    const auto agreement = agreement_for(call.services, *service, *mailbox, alert, call.now);
    if (call.form.value("answer") == "send")
        return send(call, *service, *mailbox, std::move(alert), agreement);
    return review_page(call, *service, *typed, agreement);
}

}  // namespace prevenance::api
