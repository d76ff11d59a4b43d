// Organisations as a command names them: an employer by its SIRET, the others by name or identifier.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "domain/organisation.h"
#include "forms/posted_form.h"

#include <string>
#include <utility>
#include <vector>

namespace prevenance::api {

// Errors not_found, in French, with the command that lists them.
Result<Employer> employer_named(const Services& services, const std::string& siret);
Result<OhService> oh_service_named(const Services& services, const std::string& name);
Result<Network> network_named(const Services& services, const std::string& name);
Result<Team> team_named(const Services& services, EmployerId employer, const std::string& name);

// What was typed as options, as the form a browser would have posted: one reader checks both.
forms::PostedForm form_of(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace prevenance::api
