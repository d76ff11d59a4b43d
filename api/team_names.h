// The names of one employer's teams, by identifier.
#pragma once

#include "api/services.h"
#include "domain/account.h"

#include <map>
#include <string>

namespace prevenance::api {

std::map<TeamId, std::string> team_names(const Services& services, EmployerScope scope);

}  // namespace prevenance::api
