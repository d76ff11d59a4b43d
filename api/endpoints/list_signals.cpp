#include "api/endpoints/list_signals.h"

#include "api/error_reply.h"
#include "api/frozen.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/services.h"
#include "api/signal_access.h"
#include "forms/signal_json.h"
#include "storage/employees.h"
#include "storage/processing_choices.h"

namespace prevenance::api {
namespace {

forms::SignalEntry entry_of(const storage::SignalRecord& record) {
    return {record.id, record.employee, record.team, record.type, record.happened_on, record.recorded_at};
}

std::string json_of(const Call& call, const std::vector<storage::SignalRecord>& records) {
    std::vector<forms::SignalEntry> entries;
    const auto frozen = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::ProcessingChoices{reader, call.employer()}.frozen();
    });
    for (const auto& record : records) {
        const bool own = record.recorded_by == call.scope().account;
        const bool shown = !record.employee || !frozen.contains(*record.employee);
        if (shown && (own || call.scope().role == Role::referent)) entries.push_back(entry_of(record));
    }
    return forms::signals_json(entries);
}

}  // namespace

Answer list_signals(const Call& call) {
    if (!call.query.has("employee")) {
        const auto own = call.services.cases.read([&](const storage::Reader& reader) {
            return storage::CaseFile{reader, call.employer()}.signals_by(call.scope().account);
        });
        return json_reply(200, json_of(call, own));
    }
    const auto id = EmployeeId::parse(call.query.value("employee"));
    const auto person = id ? call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Employees{reader, call.employer()}.find(*id);
    })
                           : std::nullopt;
    if (!person || !may_see_team(call.scope(), person->team))
        return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto records = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.signals_about(*id);
    });
    return read_about(*id, json_reply(200, json_of(call, records)));
}

Answer read_signal(const Call& call) {
    const auto signal = find_signal(call);
    if (!signal) return error_reply(call, {ErrorCode::not_found, {}, {}});
    if (is_frozen(call.services, call.employer(), signal->employee)) return error_reply(call, frozen_error());
    auto reply = json_reply(200, forms::signal_json(entry_of(*signal)));
    if (!signal->employee) return reply;
    return read_about(*signal->employee, std::move(reply));
}

}  // namespace prevenance::api
