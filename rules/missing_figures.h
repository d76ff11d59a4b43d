// What the employer has not counted of a team: the figures that a rule asks for and that nobody entered. A
// ratio without its denominator is not zero, it is not known; whoever reads a finding, or wonders why there
// is none, is told which figure lacks for which days. It says nothing of a rule about a person.
#pragma once

#include "domain/fact.h"
#include "domain/signal.h"
#include "rules/rule_set.h"

#include <string>
#include <vector>

namespace prevenance::rules {

struct MissingFigures {
    std::vector<std::string> codes;   // any of these would do
    std::vector<std::string> beside;  // counted for exactly these days, and left out because they stand alone
    Date from;
    Date to;  // inclusive
    bool operator==(const MissingFigures&) const = default;
};

// Of every question of the rule and of the rules about teams that it names, each once, the oldest days first.
// Only full months since the team's first member are expected, and only inside a question's window.
std::vector<MissingFigures> missing_figures(const RuleSet& rules, const Rule& rule,
                                            const TeamTimeline& timeline, Date as_of);

// French, a sentence each.
std::vector<std::string> words_of(const std::vector<MissingFigures>& missing,
                                  const SignalCatalogue& catalogue);

}  // namespace prevenance::rules
