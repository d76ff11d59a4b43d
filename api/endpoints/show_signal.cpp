#include "api/endpoints/show_signal.h"

#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/frozen.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/person_keys.h"
#include "api/service_contact.h"
#include "api/services.h"
#include "api/signal_access.h"
#include "api/team_names.h"
#include "forms/french.h"
#include "forms/signal_page.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::SignalRecord;

// Those recorded by the same author in the same moment about the same subject: what one form noted.
std::vector<SignalRecord> noted_together(const Call& call, const SignalRecord& signal) {
    auto records = call.services.cases.read([&](const storage::Reader& reader) {
        const storage::CaseFile file{reader, call.employer()};
        return signal.employee ? file.signals_about(*signal.employee) : file.signals_about_team(*signal.team);
    });
    std::erase_if(records, [&](const SignalRecord& other) {
        return other.recorded_by != signal.recorded_by || other.recorded_at != signal.recorded_at ||
               other.happened_on != signal.happened_on;
    });
    return records;
}

std::string subject_name(const Call& call, const SignalRecord& signal) {
    if (signal.team) return team_names(call.services, call.employer()).at(*signal.team);
    const auto person = find_employee(call.services, call.employer(), *signal.employee);
    return person ? full_name(*person) : std::string{"une personne effacée"};
}

std::string fact_of(const Call& call, const SignalRecord& signal) {
    if (!signal.sealed_fact || !signal.employee) return {};
    const auto key = find_person_key(call.services, signal.employee->bytes);
    if (!key) return {};
    const auto tenant = call.employer().employer().text();
    const auto words = open_words(call.services, *key, {tenant, "signal", signal.id.text(), "sealed_fact"},
                                  *signal.sealed_fact);
    return words ? words->reveal() : std::string{};
}

forms::SignalReceiptView view_of(const Call& call, const SignalRecord& signal) {
    forms::SignalReceiptView view;
    view.subject = subject_name(call, signal);
    view.happened_on = forms::long_date(signal.happened_on);
    view.recorded_at = forms::date_and_time(signal.recorded_at);
    view.author = account_name(call.services, signal.recorded_by);
    for (const auto& record : noted_together(call, signal)) {
        const auto* type = call.services.signals.find(record.type);
        view.wishes_a_visit = view.wishes_a_visit || (type != nullptr && type->family == "wish");
        view.lines.push_back({call.services.signals.label_of(record.type), fact_of(call, record),
                              may_delete(call, record) ? "/signaux/" + record.id.text() + "/supprimer" : ""});
    }
    if (may_delete(call, signal)) view.deletable_until = forms::short_date(last_day_to_delete(signal));
    view.oh_service_phone = service_contact(call.services, call.employer()).phone;
    view.again_path = signal.team ? "/signaler/equipe" : "/signaler";
    return view;
}

}  // namespace

Answer show_signal(const Call& call) {
    const auto signal = find_signal(call);
    if (!signal) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (is_frozen(call.services, call.employer(), signal->employee)) return error_reply(call, frozen_error());
    auto page =
        page_reply(call, "Signal noté", "signal_receipt", forms::signal_receipt_data(view_of(call, *signal)));
    return Act{signal->employee ? signal->employee->bytes : signal->team->bytes,
               [page = std::move(page)](storage::Transaction&) { return page; }};
}

}  // namespace prevenance::api
