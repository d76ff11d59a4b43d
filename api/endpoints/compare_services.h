// Several health services side by side: the own totals beside those of every service that shows its own, and
// the choice whom to show the own ones.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_compared_services(const Call& call);
// Error: a field that names no other service of this installation.
Answer choose_sharing(const Call& call);

}  // namespace prevenance::api
