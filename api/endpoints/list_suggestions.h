// The employer's open suggestions for a program, page after page.
#pragma once

#include "api/call.h"

namespace prevenance::api {

// `limit`: 1 to 100, else 50. `after`: what the page before gave as "next".
Answer list_suggestions(const Call& call);

}  // namespace prevenance::api
