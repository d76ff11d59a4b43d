// Random rule sets over every question there is, and histories made to be awkward: stretches that touch and
// overlap, without an end, recorded late, on the last days of months and on a leap day.
#pragma once

#include "domain/fact.h"
#include "rules/rule.h"

#include <string>
#include <vector>

namespace prevenance::rules {

// The day around which the histories lie.
Date random_origin();

int between(int least, int most);

// Rules of both families, about people and teams; each names only rules before it. `many`: numbers that
// hundreds of facts reach.
std::vector<Rule> random_rules(bool many);

// One question alone, with small numbers: a day or a fact more or less decides it.
Rule random_rule_of(const Predicate& predicate);

// Facts of all kinds, or of the codes given.
Timeline random_history(int facts, const std::vector<std::string>& codes = {});
TeamTimeline random_team();

}  // namespace prevenance::rules
