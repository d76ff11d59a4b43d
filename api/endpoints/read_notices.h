// Public pages that only inform: what is noted and what never is, and how accessible the site is.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_what_is_noted(const Call& call);
Answer show_accessibility(const Call& call);

}  // namespace prevenance::api
