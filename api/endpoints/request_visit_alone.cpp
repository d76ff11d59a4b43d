#include "api/endpoints/request_visit_alone.h"

#include "api/address_throttle.h"
#include "api/consent.h"
#include "api/employee_page.h"
#include "api/error_reply.h"
#include "api/invitation_bytes.h"
#include "api/mailboxes.h"
#include "api/page_reply.h"
#include "api/printed_page.h"
#include "api/receipt_pages.h"
#include "api/services.h"
#include "forms/answer_page.h"
#include "forms/french.h"
#include "forms/own_request_page.h"
#include "integrations/invitations.h"
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
    errors = said(call, std::move(errors));
    auto data = forms::own_request_data(view, errors, saying(call));
    return employee_page(call, question, "own_request", std::move(data), std::move(errors));
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
                                           agreement.notice,
                                           agreement.new_key_from};
    return employee_page(call, "Vérifiez avant d’envoyer", "own_request_review",
                         forms::own_request_review_data(view));
}

// The code comes with the receipt's page, once; it is the way back to the request.
Answer send(const Call& call, const OhService& service, const integrations::TrustedMailboxKey& mailbox,
            Alert alert) {
    if (!count_use_of(call, "own request")) return error_reply(call, {ErrorCode::too_many_attempts, {}, {}});
    auto& services = call.services;
    const auto prepared =
        integrations::Invitations{services.root, services.slow_hash, services.randomness}.prepare_code(
            services.randomness.new_id<InvitationId>());
    if (!prepared) return error_reply(call, prepared.error());
    const auto agreement = agreement_for(services, service, mailbox, alert, prepared->receipt_opening,
                                         language_of(call), call.now);
    auto consented = integrations::OwnRequest::consent(std::move(alert), agreement.receipt);
    if (!consented) return error_reply(call, consented.error());
    auto sealed =
        seal_agreement(services, std::move(*consented), agreement.details, mailbox, std::nullopt, {});
    if (!sealed) return error_reply(call, sealed.error());
    const auto locator = draw_locator(services.randomness);
    sealed->own_request_code = {agreement.receipt.id, locator, encode_lock(prepared->lock)};
    const auto code = prepared->code.shown().reveal();
    const GivenReceipt given{agreement.receipt,
                             agreement.details,
                             prepared->receipt_opening,
                             "/i/" + shown_locator(locator),
                             code,
                             shown_locator(locator),
                             code};
    return Act{agreement.receipt.id.bytes,
               [now = call.now, sealed = std::move(*sealed),
                receipt = receipt_page(call, service, given)](storage::Transaction& transaction) {
                   store_agreement(transaction, sealed, now);
                   return receipt;
               }};
}

PrintedPage paper_letter(const Call& call) {
    const auto services = reachable_services(call);
    const auto id = OhServiceId::parse(call.query.value("service"));
    const auto chosen = id ? std::ranges::find(services, *id, &OhService::id) : services.end();
    const auto name = services.size() == 1       ? services.front().name
                      : chosen != services.end() ? chosen->name
                                                 : std::string{};
    return {.title = "Demander une visite par lettre",
            .name = "paper_request",
            .data = forms::paper_request_data(name),
            .path = "/demander-une-visite/lettre",
            .query = chosen != services.end() ? "?service=" + id->text() : std::string{},
            .file = "demander-une-visite",
            .file_title = "Ma demande de visite",
            .is_remembered = true};
}

}  // namespace

Answer show_own_request(const Call& call) {
    forms::OwnRequestForm typed;
    typed.service = call.query.value("service");
    return form_page(call, reachable_services(call), std::move(typed));
}

Answer send_own_request(const Call& call) {
    const auto services = reachable_services(call);
    if (answer_of(call) == "change") return form_page(call, services, forms::typed_own_request(call.form));
    const auto typed = forms::read_own_request(call.form, identifiers(services));
    if (!typed) return form_page(call, services, forms::typed_own_request(call.form), typed.error().fields);

    const auto service = std::ranges::find(services, *OhServiceId::parse(typed->service), &OhService::id);
    const auto mailbox = trusted_key_of(call.services, service->id);
    if (!mailbox) return error_reply(call, mailbox.error());
    auto alert = alert_from(call, *service, *typed);
    if (answer_of(call) == "send") return send(call, *service, *mailbox, std::move(alert));
    const auto agreement =
        agreement_for(call.services, *service, *mailbox, alert, {}, language_of(call), call.now);
    return review_page(call, *service, *typed, agreement);
}

Answer show_paper_request(const Call& call) {
    return show_printed(call, paper_letter(call));
}

Answer print_paper_request(const Call& call) {
    return print_pdf(call, paper_letter(call));
}

}  // namespace prevenance::api
