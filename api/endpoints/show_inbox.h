// The inbox of an occupational health service (P1): dates and states. Nothing here opens an envelope.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_inbox(const Call& call);

}  // namespace prevenance::api
