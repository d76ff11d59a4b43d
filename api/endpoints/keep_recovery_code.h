// The printed code that opens a member's keys after a forgotten password. It is drawn and shown once, and
// counts only when it was retyped from the paper.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_recovery(const Call& call);
Answer make_recovery_code(const Call& call);
Answer show_recovery_check(const Call& call);
Answer verify_recovery_code(const Call& call);

}  // namespace prevenance::api
