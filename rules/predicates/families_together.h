// "Observations of at least n of the named families in the last w days."
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate families_together;

}  // namespace prevenance::rules
