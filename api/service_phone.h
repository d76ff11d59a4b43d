// The telephone of the occupational health service that follows an employer's staff.
#pragma once

#include "api/services.h"
#include "domain/account.h"

#include <string>

namespace prevenance::api {

// Empty where the employer has no service yet.
std::string service_phone(const Services& services, EmployerScope scope);

}  // namespace prevenance::api
