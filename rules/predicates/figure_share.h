// "Of the people of the team, so many per mille": the newest number of people that the employer counted in
// the last w days, over the people of the last day of its period. People without a team meeting.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate figure_share;

}  // namespace prevenance::rules
