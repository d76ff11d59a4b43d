#include "domain/held_kinds.h"

#include <algorithm>

namespace prevenance {
namespace {

struct Period {
    HeldKind kind;
    std::string_view code;
    int months;
    bool counts_from_departure = false;
    bool ends_with_departure = false;  // at the latest a month after the person left
};

constexpr std::array<Period, 13> periods{{
    {HeldKind::file, "file", 60, true, false},
    {HeldKind::signal, "signals", 6, false, true},
    {HeldKind::absence, "absences", 12, false, true},
    {HeldKind::legal_stop, "legal_stops", 60, true, false},
    {HeldKind::milestone, "milestones", 60, true, false},
    {HeldKind::talk, "talks", 24, false, false},
    {HeldKind::visit_request, "visit_requests", 24, false, false},
    {HeldKind::suggestion, "suggestions", 6, false, true},
    {HeldKind::invitation, "invitations", 24, false, false},
    {HeldKind::measures, "measures", 24, false, false},
    {HeldKind::request, "rights_requests", 60, false, false},
    {HeldKind::reading, "readings", 12, false, false},
    {HeldKind::agreement, "agreements", 60, false, false},
}};

const Period& period_of(HeldKind kind) {
    return *std::ranges::find(periods, kind, &Period::kind);
}

}  // namespace

std::string_view code_of(HeldKind kind) {
    return period_of(kind).code;
}

std::optional<Date> kept_until(HeldKind kind, std::optional<Date> from, std::optional<Date> left_on) {
    const auto& period = period_of(kind);
    const auto start = period.counts_from_departure ? left_on : from;
    if (!start) return std::nullopt;
    const auto end = add_months(*start, Months{period.months});
    if (!period.ends_with_departure || !left_on) return end;
    return std::min(end, add_months(*left_on, Months{1}));
}

}  // namespace prevenance
