// What a network analyst reads. These endpoints open statistics.db and no other database: whatever is asked
// of them, there is no case to be found.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_figures(const Call& call);      // the latest year and the latest quarter
Answer show_publication(const Call& call);  // one publication
Answer export_for_spreadsheet(const Call& call);
Answer export_for_programs(const Call& call);

}  // namespace prevenance::api
