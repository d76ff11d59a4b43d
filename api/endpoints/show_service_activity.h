// What a service has in hand and what it achieved, for its own members: the fortnightly list, the circuit,
// its own delays, the report of activity in three layouts and as CSV. Counts and days of files; nothing here
// opens an envelope, names a person or names an employer.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_fortnight(const Call& call);
Answer export_fortnight_for_spreadsheet(const Call& call);
Answer export_fortnight_for_programs(const Call& call);
Answer show_circuit(const Call& call);
Answer show_own_statistics(const Call& call);
Answer show_activity_report(const Call& call);
Answer show_activity_cpom(const Call& call);
Answer show_activity_prc(const Call& call);
Answer export_activity_for_spreadsheet(const Call& call);
Answer export_activity_for_programs(const Call& call);
Answer show_targets(const Call& call);
Answer set_targets(const Call& call);

}  // namespace prevenance::api
