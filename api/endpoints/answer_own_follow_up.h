// The person answers the questions that the service asked, six, twelve or twenty-four months after an
// accompaniment. With the code of the card, or of an own request; nothing is sent before the three questions
// were read.
#pragma once

#include "api/call.h"

namespace prevenance::api {

// Two steps at one address: the questions, then, with step=send, the answers.
Answer answer_own_follow_up(const Call& call);

}  // namespace prevenance::api
