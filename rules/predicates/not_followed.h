// "Something was done, and nothing of `answered_by` followed within n months and d days, or soon will not
// have." What follows on the same day counts. It holds until the answer. The surprise: one answer answers
// everything before it, because facts do not say which belongs to which.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate not_followed;

}  // namespace prevenance::rules
