// One person's page for the référent: the facts with their sources, what they suggested, the file.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "domain/organisation.h"

namespace prevenance::api {

Answer show_employee(const Call& call);

// The day on which the person was told of the service.
Answer inform_employee(const Call& call);

}  // namespace prevenance::api
