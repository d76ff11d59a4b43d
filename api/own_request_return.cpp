#include "api/own_request_return.h"

#include "api/consent.h"
#include "api/employee_page.h"
#include "api/error_reply.h"
#include "api/receipt_pages.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/own_request_page.h"
#include "storage/alerts.h"
#include "storage/organisations.h"
#include "storage/service_cases.h"

namespace prevenance::api {
namespace {

struct Stored {
    storage::ReceiptRecord record;
    ConsentReceipt receipt;
    OhService service;
    std::optional<storage::AlertRecord> delivered;
};

Result<Stored> find_stored(const Call& call, const RecognisedOwnRequest& recognised) {
    return call.services.cases.read([&](const storage::Reader& reader) -> Result<Stored> {
        const auto record = storage::find_receipt(reader, recognised.stored.receipt);
        const auto receipt = record ? parse_receipt(record->canonical) : fail(ErrorCode::gone);
        const auto service =
            record ? storage::Organisations{reader}.oh_service(record->oh_service) : std::nullopt;
        if (!receipt || !service) return fail(ErrorCode::gone, "Cette demande n’est plus gardée ici.");
        const storage::Mailbox mailbox{reader, MailboxScope::for_job(record->oh_service)};
        return Stored{*record, *receipt, *service, mailbox.find(receipt->alert)};
    });
}

std::string day(Instant at) {
    return forms::short_date(in_paris(at).date);
}

std::vector<std::string> steps_of(const Call& call, const Stored& stored) {
    std::vector<std::string> steps;
    const auto& alert = stored.delivered;
    if (alert) steps.push_back(said(call, "Remise au service le {}", day(*alert->delivered_at)));
    if (alert && alert->first_read_at)
        steps.push_back(said(call, "Lue par le service le {}", day(*alert->first_read_at)));
    if (alert && alert->confirmed_at)
        steps.push_back(said(call, "Confirmée avec vous de vive voix le {}", day(*alert->confirmed_at)));
    if (!alert && !stored.record.withdrawn_at) steps.push_back(said(call, "En chemin vers le service"));
    if (stored.record.withdrawn_at)
        steps.push_back(said(call, "Retirée le {}", day(*stored.record.withdrawn_at)));
    return steps;
}

Reply state_page(const Call& call, const Stored& stored) {
    forms::OwnRequestStateView view;
    view.path = "/i/" + call.path.at("locator");
    view.code = call.form.value("code");
    view.sent_on = forms::date_and_time(stored.receipt.given_at);
    view.service = stored.service.name;
    view.service_phone = stored.service.phone;
    view.receipt = stored.receipt.id.text();
    view.expires_on = forms::short_date(stored.receipt.expires_on);
    view.stands = !stored.record.withdrawn_at && call.today() <= stored.receipt.expires_on;
    view.steps = steps_of(call, stored);
    view.service_asks = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::waiting_question(reader, stored.receipt.id).has_value();
    });
    return employee_page(call, "Votre demande de visite", "own_request_state",
                         forms::own_request_state_data(view));
}

}  // namespace

Answer return_to_own_request(const Call& call, const RecognisedOwnRequest& recognised) {
    const auto stored = find_stored(call, recognised);
    if (!stored) return error_reply(call, stored.error());
    const auto answer = answer_of(call);
    const GivenReceipt given{stored->receipt,
                             details_of(call.services, stored->receipt.id),
                             recognised.receipt_opening,
                             "/i/" + call.path.at("locator"),
                             call.form.value("code"),
                             {},
                             {}};
    if (answer == "receipt_file") return read_about(stored->receipt.id, receipt_file(call, given));
    if (answer == "receipt")
        return read_about(stored->receipt.id, receipt_page(call, stored->service, given));
    return read_about(stored->receipt.id, state_page(call, *stored));
}

Answer withdraw_own_request(const Call& call, const RecognisedOwnRequest& recognised) {
    const auto stored = find_stored(call, recognised);
    if (!stored) return error_reply(call, stored.error());
    return Act{stored->receipt.id.bytes, [record = stored->record, pages = withdrawal_pages(call),
                                          now = call.now](storage::Transaction& transaction) {
                   return pages.at(withdraw_agreement(transaction, record, now));
               }};
}

}  // namespace prevenance::api
