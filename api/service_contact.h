// Whom an employer calls or writes to at its occupational health service.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "forms/interview_page.h"

namespace prevenance::api {

// Empty where the employer has not named its service.
forms::ServiceContact service_contact(const Services& services, EmployerScope scope);

}  // namespace prevenance::api
