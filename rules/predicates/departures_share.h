// Departures from a team against how many people were there on average. Unlike team_turnover it looks at
// departures alone and compares with a fixed share, not with the team's own past.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

// Parameters: within (days), least_headcount (persons, on average), at_least (per mille).
extern const Predicate departures_share;

}  // namespace prevenance::rules
