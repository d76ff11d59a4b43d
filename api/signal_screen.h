// The 60-second screen as one person sees it: the own people or teams, those noted last first.
#pragma once

#include <vector>

#include "api/call.h"
#include "domain/error.h"

namespace prevenance::api {

// With what was typed, where it comes back with errors.
Reply signal_screen(const Call& call, bool about_team, std::vector<FieldError> errors);

}  // namespace prevenance::api
