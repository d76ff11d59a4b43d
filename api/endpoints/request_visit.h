// The employer's own request for a visit (Code du travail, R4624-34): a form after a recorded talk, then a
// letter to print. Nothing is sent.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_visit_request_form(const Call& call);
Answer request_visit(const Call& call);
Answer show_visit_request_letter(const Call& call);
Answer print_visit_request_letter(const Call& call);

}  // namespace prevenance::api
