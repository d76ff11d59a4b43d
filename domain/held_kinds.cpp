#include "domain/held_kinds.h"

namespace prevenance {

std::string_view code_of(HeldKind kind) {
    switch (kind) {
        case HeldKind::signal:
            return "signals";
        case HeldKind::absence:
            return "absences";
        case HeldKind::legal_stop:
            return "legal_stops";
        case HeldKind::milestone:
            return "milestones";
        case HeldKind::talk:
            return "talks";
        case HeldKind::visit_request:
            return "visit_requests";
        case HeldKind::suggestion:
            return "suggestions";
        case HeldKind::invitation:
            return "invitations";
        case HeldKind::measures:
            return "measures";
        case HeldKind::plan:
            return "plans";
        case HeldKind::reading:
            return "readings";
    }
    return {};
}

}  // namespace prevenance
