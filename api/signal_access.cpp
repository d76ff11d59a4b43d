#include "api/signal_access.h"

#include "api/services.h"

namespace prevenance::api {

std::optional<storage::SignalRecord> find_signal(const Call& call) {
    const auto id = call.id_in_path<FactId>("signal");
    if (!id) return std::nullopt;
    auto signal = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::CaseFile{reader, call.employer()}.signal(*id);
    });
    if (!signal) return std::nullopt;
    if (call.scope().role != Role::referent && signal->recorded_by != call.scope().account)
        return std::nullopt;
    return signal;
}

Date last_day_to_delete(const storage::SignalRecord& signal) {
    return in_paris(signal.recorded_at).date + signal_may_go_for;
}

bool may_delete(const Call& call, const storage::SignalRecord& signal) {
    return signal.recorded_by == call.scope().account && call.today() <= last_day_to_delete(signal);
}

}  // namespace prevenance::api
