// The page of one opened alert (P2), also shown again where one of its forms was refused.
#pragma once

#include "api/opened_alert.h"

#include <vector>

namespace prevenance::api {

// 200, or 422 with what was typed where there are errors.
Reply alert_screen(const Call& call, const OpenedAlert& opened, std::vector<FieldError> errors = {});

}  // namespace prevenance::api
