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

Timeline random_history(int facts);
TeamTimeline random_team();

}  // namespace prevenance::rules
