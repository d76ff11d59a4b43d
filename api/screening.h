// Facts in, suggestions out: what a recorded fact and the nightly job both do. The same facts never raise the
// same suggestion twice, and a suggestion whose facts are gone closes by itself.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

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

}  // namespace prevenance::api
