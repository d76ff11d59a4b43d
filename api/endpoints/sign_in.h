// Signing in and out. Everybody gives a password, and a code from the telephone or a passkey.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_home(const Call& call);
Answer show_sign_in(const Call& call);
Answer sign_in(const Call& call);
// The second step, where a passkey takes the place of the code.
Answer sign_in_with_key(const Call& call);
Answer sign_out(const Call& call);

}  // namespace prevenance::api
