// A typed code and the invitation it opens, or recognises after the answer. Every way of failing costs the
// same and says the same: no such invitation, another code, too many wrong codes, closed.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "integrations/invitations.h"
#include "storage/invitations.h"

#include <optional>

namespace prevenance::api {

struct RecognisedInvitation {
    storage::CodedInvitation stored;
    std::optional<integrations::OpenedInvitation> message;  // none: answered, closed or destroyed
};

// Reads {locator} of the path and `code` of the form. A slip of the finger, which the check character finds,
// is no attempt. Errors: invalid (field "code"), too_many_attempts, those of SlowHash.
Result<RecognisedInvitation> recognise(const Call& call);

}  // namespace prevenance::api
