// What speaks for somebody else having answered in the person's place: the employer prints the card, so could
// read it. Nothing is refused for it; a physician reads each doubt in words and asks the person. Nothing of
// it exists on the employer's side.
#pragma once

#include "api/call.h"
#include "storage/invitations.h"

#include <string>
#include <vector>

namespace prevenance::api {

// The codes of storage/answer_doubts.h, of an answer that is given in this call.
std::vector<std::string> doubts_about_answer(const Call& call, const storage::CodedInvitation& invitation);

// Where the caller is: the address without its last 8 bits, or the last 72 of IPv6, as a keyed hash.
Digest network_of(const Call& call);

// This browser as far as its address and name tell, and this code seen from it. Keyed hashes: another day's
// visits to other pages leave nothing to compare them with.
Digest device_of(const Call& call);
Digest code_in(const Call& call, InvitationId invitation);

}  // namespace prevenance::api
