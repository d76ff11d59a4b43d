// The département of an employer, for an administrator: what its network's figures by département count it under.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_department_form(const Call& call);
Answer set_department(const Call& call);

}  // namespace prevenance::api
