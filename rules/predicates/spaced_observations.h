// "At least n observations in the last w days, each at least d days after the one before." With n = 1 and
// d = 0: one is enough, at once.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate spaced_observations;

}  // namespace prevenance::rules
