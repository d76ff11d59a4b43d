// Whose directory and tree somebody reads: those of the service they work in, or of the service their
// employer belongs to; everybody's otherwise.
#pragma once

#include "api/call.h"
#include "api/guidance.h"

namespace prevenance::api {

const Guidance::Part& guidance_of(const Call& call);

}  // namespace prevenance::api
