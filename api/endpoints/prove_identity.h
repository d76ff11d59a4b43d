// The proof asked again before something weighty: the passkey, or password and code. The session goes on
// under a new secret.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_proof(const Call& call);
Answer prove_identity(const Call& call);

}  // namespace prevenance::api
