// Which findings become a new suggestion. Screening runs every night and at every recorded fact, and finds
// the same things again; people must be asked once. While a suggestion of a rule is open, no second one of
// that rule is made; after it is closed, only a finding with at least one fact that no earlier suggestion of
// that rule rested on makes another. The surprise: a spell that grew (a prolongation) is a new fact, its
// first part is not.
#pragma once

#include "domain/finding.h"

#include <span>
#include <string>
#include <vector>

namespace prevenance::rules {

// A suggestion that was made earlier about the same person or team.
struct EarlierSuggestion {
    std::string rule;                // "S1", of whatever version
    bool open = false;               // nobody has answered it yet
    std::vector<Evidence> evidence;  // as its finding had it
};

// `fresh` and `earlier` are about one and the same person or team. Evidence without fact ids (comings and
// goings of a team) is the same where code and dates are.
std::vector<Finding> new_findings(std::vector<Finding> fresh, std::span<const EarlierSuggestion> earlier);

}  // namespace prevenance::rules
