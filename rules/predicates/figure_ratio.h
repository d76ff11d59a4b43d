// "What the employer counted, for so many of something else" (`scale`): at least n, over the periods of the
// last w days that have both numbers. Complaints for 1000 interventions. Without the second number it does
// not hold.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate figure_ratio;

}  // namespace prevenance::rules
