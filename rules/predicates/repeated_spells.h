// "At least n spells of absence, none longer than d days, that began in the last w days."
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate repeated_spells;

}  // namespace prevenance::rules
