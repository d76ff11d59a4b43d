// The histories of one employer's people and teams, as the verbs of the command line look at them. It names
// nobody: rules work on random identifiers, and people are shown as the first characters of theirs.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/fact.h"
#include "rules/rule_set.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

struct EmployerHistory {
    EmployerScope scope;
    std::shared_ptr<const rules::RuleSet> rules;  // as the employer has set them
    std::vector<Timeline> persons;
    std::vector<TeamTimeline> teams;
};

// Nothing where no employer has this SIRET.
std::optional<EmployerHistory> history_of_employer(const Services& services, const std::string& siret);

// History that was imported today was not known then; after this, a fact was known on the day it began.
void forget_when_recorded(EmployerHistory& history);

// "Personne 1a2b3c4d", "Équipe 1a2b3c4d".
std::string person_words(EmployeeId employee);
std::string team_words(TeamId team);

}  // namespace prevenance::api
