// A network's members, for an administrator: who belongs to it since when, who enters, who leaves.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_network_members(const Call& call);
Answer let_employer_join(const Call& call);
Answer let_employer_leave(const Call& call);

}  // namespace prevenance::api
