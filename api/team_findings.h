// What the rules found about the teams of one employer in the past twelve months, as far as a team is large
// enough to be spoken of: today it has at least as many people as the rule asks for. Nobody is named.
#pragma once

#include "api/call.h"
#include "domain/organisation.h"
#include "rules/rule.h"

#include <memory>
#include <vector>

namespace prevenance::api {

struct TeamFinding {
    Team team;
    rules::Rule rule;  // with the employer's numbers
    Date seen_on;
};

struct TeamFindings {
    std::vector<TeamFinding> findings;  // by team, each rule once, the latest time
    bool has_small_teams = false;
};

TeamFindings team_findings(const Call& call);

}  // namespace prevenance::api
