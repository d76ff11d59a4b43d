// The legal calendar: what the Code du travail asks for, person by person, and noting that it is done.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_legal_calendar(const Call& call);
Answer finish_deadline(const Call& call);

}  // namespace prevenance::api
