// "At least n observations in the last w days." Two on one day are two: each was recorded for itself.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate recent_facts;

}  // namespace prevenance::rules
