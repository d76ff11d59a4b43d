// Adding a person and correcting a file; POST /api/v1/employees is the same story. Changed dates can make a
// rule hold or not: the person and the teams concerned are screened again.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_new_employee(const Call& call);
Answer add_employee(const Call& call);
Answer show_employee_form(const Call& call);
Answer change_employee(const Call& call);

}  // namespace prevenance::api
