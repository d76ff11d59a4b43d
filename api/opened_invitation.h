// A typed code and the invitation it opens, or recognises after the answer. Every way of failing costs the
// same and says the same: no such invitation, another code, too many wrong codes, closed.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "integrations/invitations.h"
#include "storage/invitations.h"

#include <optional>
#include <variant>

namespace prevenance::api {

struct RecognisedInvitation {
    storage::CodedInvitation stored;
    std::optional<integrations::OpenedInvitation> message;  // none: answered, closed or destroyed
    Digest receipt_opening{};                               // of a receipt given with this code
};

// The code of somebody who wrote alone.
struct RecognisedOwnRequest {
    storage::OwnRequestCode stored;
    Digest receipt_opening{};
};

using RecognisedCode = std::variant<RecognisedInvitation, RecognisedOwnRequest>;

// Reads {locator} of the path and `code` of the form. A slip of the finger, which the check character finds,
// is no attempt. Errors: invalid (field "code"), too_many_attempts, those of SlowHash.
Result<RecognisedCode> recognise_code(const Call& call);

// The same, for what only a card gives: the code of an own request is none here.
Result<RecognisedInvitation> recognise(const Call& call);

}  // namespace prevenance::api
