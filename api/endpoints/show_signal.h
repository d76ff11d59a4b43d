// The receipt of what was noted in one go. Its author sees it, and the référent.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_signal(const Call& call);

}  // namespace prevenance::api
