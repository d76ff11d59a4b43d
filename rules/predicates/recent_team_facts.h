// "At least n signals about the team in w days": what was recorded of the team as a whole, and of nobody in
// it.
#pragma once

#include "rules/predicate.h"

namespace prevenance::rules {

extern const Predicate recent_team_facts;

}  // namespace prevenance::rules
