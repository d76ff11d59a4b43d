// What the référent answers to a suggestion: later, a fact is wrong, or closed for a reason. A named human
// decides, and the reason and the account stay on record.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer postpone_suggestion(const Call& call);
Answer close_suggestion(const Call& call);
Answer remove_wrong_fact(const Call& call);

}  // namespace prevenance::api
