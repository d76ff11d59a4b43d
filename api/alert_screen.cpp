#include "api/alert_screen.h"

#include "api/case_screen.h"
#include "api/page_reply.h"
#include "api/sent_measures.h"
#include "api/services.h"
#include "domain/hexadecimal.h"
#include "forms/alert_page.h"
#include "integrations/digest.h"

namespace prevenance::api {
namespace {

std::string case_version(const Call& call, AlertId alert) {
    const auto record = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::ServiceCases{reader, call.mailbox()}.find(alert);
    });
    return record ? version_of(*record) : std::string{};
}

}  // namespace

Reply alert_screen(const Call& call, const OpenedAlert& opened, std::vector<FieldError> errors) {
    const auto& record = opened.record;
    auto sent = sent_measures_of(call, record.id);
    const forms::AlertView view{.alert = opened.alert,
                                .receipt = opened.receipt,
                                .receipt_hash = hexadecimal(integrations::receipt_hash(opened.receipt)),
                                .doubts = opened.doubts,
                                .state = state_of_record(record, !sent.empty()),
                                .received_at = *record.delivered_at,
                                .confirmed_at = record.confirmed_at,
                                .visit_kind = record.visit_kind.value_or(""),
                                .visit_on = record.visit_on,
                                .visited_on = record.visited_on,
                                .spent = opened.spent,
                                .closed_at = record.closed_at,
                                .sent = std::move(sent),
                                .version = case_version(call, record.id),
                                .typed_talked_on = call.form.value("talked_on"),
                                .typed_visit_kind = call.form.value("visit_kind"),
                                .typed_visit_on = call.form.value("visit_on"),
                                .typed_visited_on = call.form.value("visited_on"),
                                .errors = errors};
    const std::string title = opened.alert.kind == AlertKind::own_request
                                  ? "Que demande cette personne\u00a0?"
                                  : "Que vous envoie cette personne\u00a0?";
    return page_reply(call, title, "alert", forms::alert_data(view), std::move(errors));
}

}  // namespace prevenance::api
