// The exact text that an invitation carries: what the physician would read if the employee sent it as it is.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/alert.h"
#include "domain/calendar.h"
#include "domain/organisation.h"

#include <string>

namespace prevenance::api {

// The facts of the last twelve months, the oldest first, and the day of the talk. No cause of an absence, no
// suggestion, no own words. The alert's identifier is drawn here.
Alert invitation_message(Services& services, EmployerScope scope, const Employee& person,
                         const std::string& employer_name, OhServiceId service, Date talked_on, Date today);

}  // namespace prevenance::api
