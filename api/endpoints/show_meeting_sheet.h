// A publication as a sheet for a meeting: page and PDF. Like the dashboard, it opens statistics.db alone.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_meeting_sheet(const Call& call);
Answer print_meeting_sheet(const Call& call);

}  // namespace prevenance::api
