// The référent hands over an invitation: the message is written, locked under a code, and the card with the
// code is shown once. What the person does with it never comes back here.
#pragma once

#include "api/call.h"

#include <string>
#include <vector>

namespace prevenance::api {

Answer show_hand_over(const Call& call);
Answer hand_over_invitation(const Call& call);

// For the person's page: one sentence for each invitation, the newest first. It reads dates and nothing else.
std::vector<std::string> invitation_sentences(const Services& services, EmployerScope scope,
                                              EmployeeId employee, Date today);

}  // namespace prevenance::api
