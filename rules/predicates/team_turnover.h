// "In the last w days, (comings + goings) / 2 per headcount at their start reaches n per mille, and is above
// the same figure of the w days before." A team of fewer than the least headcount at either start is not
// judged: one departure out of three says nothing. 100 persons, 10 in, 5 out: 75 per mille.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate team_turnover;

}  // namespace prevenance::rules
