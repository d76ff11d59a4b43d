// A second opinion on rules, slow and obvious: plain loops over dated facts as they are stored, a civil date
// for every bound, and its own reading of each question. It shares nothing with rules/predicates, the sieve
// or the gates, so that a mistake there cannot be a mistake here too.
#pragma once

#include "domain/fact.h"
#include "rules/rule.h"

#include <vector>

namespace prevenance::rules {

// Whether each rule of the list holds for the person, in its order; a rule may name those before it. Knows
// the questions counted_absences, absence_days, recent_facts and more_absences_than_before; any other is a
// defect of the test and throws.
std::vector<bool> by_oracle(const std::vector<Rule>& rules, const Timeline& timeline, Date as_of);

}  // namespace prevenance::rules
