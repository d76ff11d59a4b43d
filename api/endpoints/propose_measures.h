// Work measures for the employer (P4): chosen, read again exactly as the employer will read them, then sent. For a
// person who wrote alone nothing can be sent: the page becomes a letter to print.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_measures_form(const Call& call);
Answer preview_measures(const Call& call);
Answer send_measures(const Call& call);

}  // namespace prevenance::api
