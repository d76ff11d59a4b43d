// The kinds of things held about a person, for telling that person. How long each is kept is configuration
// (api/keeping_time.h).
#pragma once

#include <string_view>

namespace prevenance {

enum class HeldKind {
    signal,
    absence,
    legal_stop,
    milestone,
    talk,
    visit_request,
    suggestion,
    invitation,
    measures,
    plan,
    reading,  // an entry of the audit log
};

// "signals", "absences"…: in JSON.
std::string_view code_of(HeldKind kind);
}  // namespace prevenance
