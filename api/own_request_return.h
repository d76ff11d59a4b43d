// Somebody who asked for a visit alone and comes back with the code of the printed page: the state of the
// request, the receipt, taking it back. This site knows nothing else about that person, and there is no
// employer to ask.
#pragma once

#include "api/call.h"
#include "api/opened_invitation.h"

namespace prevenance::api {

Answer return_to_own_request(const Call& call, const RecognisedOwnRequest& recognised);
Answer withdraw_own_request(const Call& call, const RecognisedOwnRequest& recognised);

}  // namespace prevenance::api
