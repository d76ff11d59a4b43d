// The kinds of things held about a person and how long each is kept, for telling that person. Periods after
// CNIL doctrine and the Code du travail, as product conventions: nothing is kept for ever.
#pragma once

#include "domain/calendar.h"

#include <array>
#include <optional>
#include <string_view>

namespace prevenance {

enum class HeldKind {
    file,
    signal,
    absence,
    legal_stop,
    milestone,
    talk,
    visit_request,
    suggestion,
    invitation,
    measures,
    request,    // about rights
    reading,    // an entry of the audit log
    agreement,  // the proof of it
};

// "signals", "absences"…: in JSON.
std::string_view code_of(HeldKind kind);

// The last day on which something is kept. `from`: the day it was noted; its last day, where it lasts; the
// day it was closed, answered or expired. None: it depends on something that has not happened yet (the person
// leaves, the absence ends).
std::optional<Date> kept_until(HeldKind kind, std::optional<Date> from, std::optional<Date> left_on);

}  // namespace prevenance
