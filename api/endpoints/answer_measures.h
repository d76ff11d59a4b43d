// What a physician proposed for the work: read, acknowledged and answered by the employer's référent.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_measures(const Call& call);
Answer acknowledge_measures(const Call& call);
Answer answer_measures(const Call& call);

}  // namespace prevenance::api
