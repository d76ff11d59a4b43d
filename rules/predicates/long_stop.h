// "A stop that is still going on has reached its n-th day." The day of the start is day 1. Stops of the named
// codes are one where they follow each other, because the law counts the absence, not the documents.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate long_stop;

}  // namespace prevenance::rules
