// Facts in, suggestions out: what a recorded fact and the nightly job both do. The same facts never raise the
// same suggestion twice, a suggestion whose facts are gone closes by itself, and a finding that is only a note
// (rules::Effect) raises none.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/fact.h"
#include "domain/finding.h"
#include "domain/id.h"
#include "rules/rule_set.h"
#include "storage/database.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace prevenance::api {

struct ScreeningCount {
    int raised = 0;
    int withdrawn = 0;  // open suggestions whose facts are gone
};

ScreeningCount screen_employee(storage::Transaction& transaction, Services& services, EmployerScope scope,
                               EmployeeId employee, Instant now);
ScreeningCount screen_team(storage::Transaction& transaction, Services& services, EmployerScope scope, TeamId team,
                           Instant now);

// Everybody and every team of one employer.
ScreeningCount screen_employer(storage::Transaction& transaction, Services& services, EmployerScope scope,
                               Instant now);

// What holds on a day, with the rules as the employer has set them; notes too. Nothing for a missing person and
// for another employer's.
std::vector<Finding> findings_about(const storage::Reader& reader, const Services& services,
                                    EmployerScope scope, EmployeeId employee, Date as_of);
std::vector<Finding> findings_about_team(const storage::Reader& reader, const Services& services,
                                         EmployerScope scope, TeamId team, Date as_of);

// Which rules about teams hold for each person's team, for the rules about persons that name one.
std::map<EmployeeId, std::uint64_t> team_decisions(const rules::RuleSet& rules,
                                                   std::span<const TeamTimeline> teams, Date as_of);

}  // namespace prevenance::api
