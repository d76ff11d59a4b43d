// A new team of the employer.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_new_team(const Call& call);
Answer add_team(const Call& call);

}  // namespace prevenance::api
