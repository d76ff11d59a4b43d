// The mailbox itself: opening it for the service, asking to come in, letting a colleague in. Physicians only,
// because a member of the mailbox can read everything in it.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_founding(const Call& call);
Answer found_mailbox(const Call& call);
Answer show_members(const Call& call);
Answer apply_to_mailbox(const Call& call);
Answer admit_to_mailbox(const Call& call);
Answer take_out_of_mailbox(const Call& call);

}  // namespace prevenance::api
