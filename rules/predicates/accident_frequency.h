// "Work accidents with a stop, for 1000 people": at least n, in the w days up to the end of the last month.
// The people are the mean of the period. It is the frequency index as it is published for a branch, for one
// year when w is 365.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate accident_frequency;

}  // namespace prevenance::rules
