// "The last visit is of the named kind, and n months old, or will be in d days." `later_visits` names every
// other kind of visit: one of these after it, and it is no longer the last. It holds until the next visit.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate follow_up_due;

}  // namespace prevenance::rules
