// Everything held about one person, gathered for that person. Called only after the person's own code opened
// an invitation, or was recognised by it: that is what gives the right to look.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "forms/held_data_page.h"
#include "storage/invitations.h"

namespace prevenance::api {

// `path`, `code` and `can_still_answer` are the caller's to fill. Error not_found: the person was erased.
Result<forms::HeldDataView> held_data_about(const Services& services,
                                            const storage::CodedInvitation& invitation, Instant now);

}  // namespace prevenance::api
