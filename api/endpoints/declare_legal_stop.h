// A stop after a work accident or an occupational disease, declared by hand: it serves the legal calendar
// and no rule about signals reads it (docs/decisions/0004). The same first day again changes the last day.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_legal_stop_form(const Call& call);
Answer declare_legal_stop(const Call& call);

}  // namespace prevenance::api
