// Taking back a signal one noted. What was suggested from it goes with it.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer delete_signal(const Call& call);

}  // namespace prevenance::api
