// "Of the people of a team, so many per mille had at least s spells of absence of at most d days, in the w
// days up to the end of the last month." Only the share is ever shown; who it is, is not. The people are
// those of the last day of the period.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate short_absences_shared;

}  // namespace prevenance::rules
