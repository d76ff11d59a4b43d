// An administrator closes an account, or gives it a new second factor after a telephone was lost.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer close_account(const Call& call);
Answer reset_second_factor(const Call& call);

}  // namespace prevenance::api
