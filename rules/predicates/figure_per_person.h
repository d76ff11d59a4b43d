// "What the employer counted in the last w days, for so many people" (`scale`): at least n. The people are
// those of the team on the last day that was counted. Visits on request for 100 people.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate figure_per_person;

}  // namespace prevenance::rules
