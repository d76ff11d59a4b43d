// "At least n absences of d to e days that began in the last w days", each as it was recorded: stretches that
// follow each other are not joined (repeated_spells does that). An absence without an end has no length yet.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate counted_absences;

}  // namespace prevenance::rules
