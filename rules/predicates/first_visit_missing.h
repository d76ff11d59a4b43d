// "Nobody has recorded a first visit, n months after the post was taken, or soon." `codes` are the visits
// that would do. It is shown from d days before the delay ends until some days after, because whoever was
// there long before the records began surely had a visit that nobody wrote down here. The surprise: it holds
// for want of a fact; its evidence is the day on which the post was taken.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate first_visit_missing;

}  // namespace prevenance::rules
