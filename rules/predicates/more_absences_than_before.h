// "At least n absences of at most d days that began in the last w days, and more than in the w days before",
// each as it was recorded. The past is the person's own.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate more_absences_than_before;

}  // namespace prevenance::rules
