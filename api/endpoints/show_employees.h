// The list of the employer's people, by name, with a search.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_employees(const Call& call);

}  // namespace prevenance::api
