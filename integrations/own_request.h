// The employee who asks for a visit alone, on the public page: filling it in and sending it is the agreement.
// There is no code and no one-time key, so the proof is the instance's signature and the receipt; the kind
// is bound into both, and an own request can never pass for an answer to an invitation.
#pragma once

#include "domain/alert.h"

namespace prevenance::integrations {

class OwnRequest {
public:
    // Called by the endpoint of that page, in the request that sends it, and nowhere else. Error: conflict,
    // where the alert is not an own request or the receipt is not its own.
    static Result<ConsentedAlert> consent(Alert alert, ConsentReceipt receipt);
};

}  // namespace prevenance::integrations
