// The letter with which an employer meets its duty to tell a person on a long stop about the liaison meeting
// (Code du travail, L1226-1-3) and the pre-return visit (L4624-2-4). For that person alone; nothing is sent.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_return_information(const Call& call);
Answer print_return_information(const Call& call);

}  // namespace prevenance::api
