// "At least n spells of absence, none longer than d days, that began on the same day of the week, in the last
// w days." For a note only: a day of the week may say something about a round, never about a person.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate same_weekday_spells;

}  // namespace prevenance::rules
