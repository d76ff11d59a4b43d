// "Of the days that the members of a team belonged to it, so many per mille were days of absence": at least
// n, and more than in the period just before. Calendar days on both sides, in the w days up to the end of the
// last month. A day counts once however many records cover it; absences are only ever counted together.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate absence_rate;

}  // namespace prevenance::rules
