// On a route of an employer: whose it is, and the person the address names.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "domain/organisation.h"

#include <optional>

namespace prevenance::api {

// {employee} of the path. Error not_found for a missing, a foreign and an erased person alike.
Result<Employee> employee_in_path(const Call& call);

// The employer of the account that asks.
std::optional<Employer> own_employer(const Call& call);

}  // namespace prevenance::api
