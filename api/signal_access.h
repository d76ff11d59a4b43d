// Which recorded signals one may see and take back: the own ones, and, for the référent, everybody's of the
// employer. Taking back is the author's, for thirty days.
#pragma once

#include <optional>

#include "api/call.h"
#include "domain/calendar.h"
#include "storage/case_file.h"

namespace prevenance::api {

inline constexpr Days signal_may_go_for{30};

// Nothing for a missing, a foreign and another author's signal alike.
std::optional<storage::SignalRecord> find_signal(const Call& call);

Date last_day_to_delete(const storage::SignalRecord& signal);
bool may_delete(const Call& call, const storage::SignalRecord& signal);

}  // namespace prevenance::api
