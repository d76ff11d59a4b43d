// The employer's people for programs, page after page by a cursor, in the order of their random identifiers.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer list_employees(const Call& call);
Answer read_employee(const Call& call);

}  // namespace prevenance::api
