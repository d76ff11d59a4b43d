// One suggestion explained: as a page for the référent, as a card for a program.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_suggestion(const Call& call);
Answer show_suggestion_card(const Call& call);

}  // namespace prevenance::api
