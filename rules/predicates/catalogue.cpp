#include "rules/predicates/catalogue.h"

#include "rules/predicates/absence_days.h"
#include "rules/predicates/counted_absences.h"
#include "rules/predicates/departures_share.h"
#include "rules/predicates/long_stop.h"
#include "rules/predicates/more_absences_than_before.h"
#include "rules/predicates/recent_facts.h"
#include "rules/predicates/repeated_spells.h"
#include "rules/predicates/return_after_stop.h"
#include "rules/predicates/short_stop_ended.h"
#include "rules/predicates/spaced_observations.h"
#include "rules/predicates/team_turnover.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

constexpr std::array<const Predicate*, 11> all_predicates{
    &repeated_spells,      // S1
    &spaced_observations,  // S5, S7
    &team_turnover,        // T1
    &long_stop,            // L1
    &return_after_stop,    // L2, L3
    &short_stop_ended,     // L4
    &absence_days,        &counted_absences, &departures_share, &more_absences_than_before, &recent_facts,
};

}  // namespace

std::span<const Predicate* const> predicates() {
    return all_predicates;
}

const Predicate* find_predicate(std::string_view name) {
    const auto at = std::ranges::find_if(all_predicates,
                                         [&](const Predicate* predicate) { return predicate->name == name; });
    return at == all_predicates.end() ? nullptr : *at;
}

std::string_view word_for(Unit unit) {
    constexpr std::array<std::string_view, 8> words{"days",     "months",  "spells",    "facts",
                                                    "families", "persons", "per_mille", "count"};
    return words[static_cast<std::size_t>(unit)];
}

}  // namespace prevenance::rules
