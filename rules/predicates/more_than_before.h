// "At least n observations in the last w days, and more, day for day, than in the v days before these." The
// past is the person's own. The surprise: somebody who has just arrived has an empty past, so that the number
// alone decides.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate more_than_before;

}  // namespace prevenance::rules
