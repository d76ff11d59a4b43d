// A structure arrives: which tools it has, what it lacks, and which pages help.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_first_steps(const Call& call);
Answer keep_first_steps(const Call& call);

}  // namespace prevenance::api
