// "The period of the mid-career visit is open, and no such visit was recorded." `codes` is the period,
// derived from the year of birth, which the rules never see; `answered_by` is the visit. Due on the period's
// last day.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate mid_career_due;

}  // namespace prevenance::rules
