// Passkeys of the own account: added and removed by their owner alone. Whose account it is comes from the
// session; no address and no field names one.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_new_passkey(const Call& call);
Answer add_passkey(const Call& call);
Answer remove_passkey(const Call& call);

}  // namespace prevenance::api
