// A second opinion on rules, slow and obvious: plain loops over dated facts as they are stored, a civil date
// for every bound, and its own reading of each question (domain rules: what a spell is, what a rate is over).
// It shares nothing with rules/predicates, the sieve or the gates, so that a mistake there cannot be a
// mistake here too.
#pragma once

#include "domain/fact.h"
#include "rules/rule.h"

#include <vector>

namespace prevenance::rules {

// Whether each rule of the list holds for the person, in its order; a rule may name those before it. A rule
// about a team holds where `team` says so. A question that the oracle does not know is a defect of the test
// and throws.
std::vector<bool> by_oracle(const std::vector<Rule>& rules, const Timeline& timeline, Date as_of,
                            const std::vector<bool>& team = {});

// The same for a team; no rule about a person holds for one.
std::vector<bool> by_oracle(const std::vector<Rule>& rules, const TeamTimeline& timeline, Date as_of);

}  // namespace prevenance::rules
