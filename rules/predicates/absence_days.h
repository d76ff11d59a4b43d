// "At least n days of absence, of the absences that began in the last w days", each as it was recorded and
// for its whole length; one without an end is counted up to the day of the evaluation. The surprise: two
// records of the same days count twice, because nothing is joined here.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate absence_days;

}  // namespace prevenance::rules
