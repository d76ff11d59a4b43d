// What a network analyst reads. These endpoints open statistics.db and no other database: whatever is asked
// of them, there is no case to be found.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_figures(const Call& call);      // the latest year, or what the filters of the address ask for
Answer show_publication(const Call& call);  // one publication
Answer export_for_spreadsheet(const Call& call);  // of one card where the address names one
Answer export_for_programs(const Call& call);
Answer show_indicators(const Call& call);  // need, definition, holder, limits, availability of each figure

}  // namespace prevenance::api
