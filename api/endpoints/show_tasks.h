// The first page of managers and référents, and the day on which the staff was told of the service.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_tasks(const Call& call);
Answer inform_staff(const Call& call);

}  // namespace prevenance::api
