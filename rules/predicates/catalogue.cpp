#include "rules/predicates/catalogue.h"

#include "rules/predicates/absence_days.h"
#include "rules/predicates/absence_rate.h"
#include "rules/predicates/accident_frequency.h"
#include "rules/predicates/accident_rate.h"
#include "rules/predicates/counted_absences.h"
#include "rules/predicates/departures_share.h"
#include "rules/predicates/early_departures.h"
#include "rules/predicates/families_together.h"
#include "rules/predicates/figure_per_person.h"
#include "rules/predicates/figure_ratio.h"
#include "rules/predicates/figure_share.h"
#include "rules/predicates/first_visit_missing.h"
#include "rules/predicates/follow_up_due.h"
#include "rules/predicates/long_stop.h"
#include "rules/predicates/low_figure_ratio.h"
#include "rules/predicates/mid_career_due.h"
#include "rules/predicates/more_absences_than_before.h"
#include "rules/predicates/more_than_before.h"
#include "rules/predicates/not_followed.h"
#include "rules/predicates/recent_facts.h"
#include "rules/predicates/recent_team_facts.h"
#include "rules/predicates/repeated_spells.h"
#include "rules/predicates/return_after_stop.h"
#include "rules/predicates/same_weekday_spells.h"
#include "rules/predicates/short_absences_shared.h"
#include "rules/predicates/short_stop_ended.h"
#include "rules/predicates/spaced_observations.h"
#include "rules/predicates/team_turnover.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

constexpr std::array all_predicates{
    &repeated_spells,            // S1
    &same_weekday_spells,        // S2
    &more_than_before,           // S3
    &recent_facts,               // S4, S6, S7, S8, S9
    &spaced_observations,        // S5
    &families_together,          // for rules of your own
    &counted_absences,           // for rules of your own
    &absence_days,               // for rules of your own
    &more_absences_than_before,  // for rules of your own
    &team_turnover,              // T1
    &departures_share,           // for rules of your own
    &recent_team_facts,          // for rules of your own
    &early_departures,           // T2
    &absence_rate,               // T3
    &short_absences_shared,      // T4
    &accident_frequency,         // T5
    &accident_rate,              // T6
    &low_figure_ratio,           // T7
    &figure_per_person,          // T8
    &figure_share,               // T9
    &figure_ratio,               // T10, T11
    &long_stop,                  // L1
    &return_after_stop,          // L2, L3, L5
    &short_stop_ended,           // L4
    &follow_up_due,              // L6
    &first_visit_missing,        // L6
    &mid_career_due,             // L7
    &not_followed,               // L8, L9
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
