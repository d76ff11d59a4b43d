// An action plan is made, from the measures a physician proposed or from a document on paper, and changed
// until the person agreed to it.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_plan_form(const Call& call);
Answer make_plan(const Call& call);
Answer show_plan_change(const Call& call);
Answer change_plan(const Call& call);

}  // namespace prevenance::api
