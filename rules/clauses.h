// A rule clause by clause, each with a yes or a no: for the authors of rules who ask why theirs does not
// hold. No counted value is in it, only the numbers of the rule itself: "one more and it holds" is not said
// of a person. It is not shown on any page.
#pragma once

#include "domain/fact.h"
#include "rules/rule_set.h"

#include <cstdint>
#include <string>
#include <vector>

namespace prevenance::rules {

struct Clause {
    int depth = 0;  // of nesting, from 0
    bool holds = false;
    std::string words;  // "repeated_spells : longest 7 jours, within 183 jours ; MALADIE, IMPREVUE"
    bool operator==(const Clause&) const = default;
};

// `when` first, then `unless` where the rule has one. `rule` must be one of the set and about a person, or
// about a team.
std::vector<Clause> clauses_of(const RuleSet& rules, const Rule& rule, const Timeline& timeline, Date as_of,
                               std::uint64_t team_decision);
std::vector<Clause> clauses_of(const RuleSet& rules, const Rule& rule, const TeamTimeline& timeline,
                               Date as_of);

}  // namespace prevenance::rules
