// "In the last w days, the people who left within s days of their arrival, for those who arrived": at least n
// per mille, in a team of enough people with enough arrivals. It names nobody.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate early_departures;

}  // namespace prevenance::rules
