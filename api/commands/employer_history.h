// The histories of one employer's people and teams, as the verbs of the command line look at them. It names
// nobody: rules work on random identifiers, and people are shown as the first characters of theirs.
#pragma once

#include "api/backtest_history.h"
#include "api/services.h"
#include "domain/account.h"
#include "domain/fact.h"
#include "rules/rule_set.h"

#include <memory>
#include <optional>
#include <string>

namespace prevenance::api {

struct EmployerHistory {
    EmployerScope scope;
    std::shared_ptr<const rules::RuleSet> rules;  // as the employer has set them
    History history;
};

// Nothing where no employer has this SIRET.
std::optional<EmployerHistory> history_of_employer(const Services& services, const std::string& siret);

// "Personne 1a2b3c4d", "Équipe 1a2b3c4d".
std::string person_words(EmployeeId employee);
std::string team_words(TeamId team);

}  // namespace prevenance::api
