// One alert in the hands of a physician (P2, P3): reading it, and noting what was done about it.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_alert(const Call& call);
Answer confirm_agreement(const Call& call);
Answer plan_visit(const Call& call);
Answer record_visit(const Call& call);
Answer close_alert(const Call& call);

}  // namespace prevenance::api
