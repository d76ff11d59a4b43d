// Recorded signals for programs: one, or those about a person. A manager's key gets the own entries only.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer list_signals(const Call& call);
Answer read_signal(const Call& call);

}  // namespace prevenance::api
