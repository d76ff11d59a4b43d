// "Work accidents with a stop, for so many hours worked" (`scale`: a million): at least n. Only the periods
// of which the hours were counted, in the last w days: an accident of a month without hours would make the
// rate too high.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate accident_rate;

}  // namespace prevenance::rules
