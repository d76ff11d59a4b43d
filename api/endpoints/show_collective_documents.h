// Two documents about the work of a structure, for the référent: lines for the annex of the risk register,
// and the sheet for the works council. Nobody is on them, so nothing is put on record when they are read.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_risk_register(const Call& call);
Answer print_risk_register(const Call& call);
Answer export_risk_register(const Call& call);
Answer show_council_sheet(const Call& call);
Answer print_council_sheet(const Call& call);

}  // namespace prevenance::api
