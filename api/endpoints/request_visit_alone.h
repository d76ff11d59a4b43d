// The employee who asks for a visit without any employer. Public, without account, cookie or script. No table
// of the employer's side is read or written, so that nothing there can tell that the request exists.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_own_request(const Call& call);  // /demander-une-visite?service=…
Answer send_own_request(const Call& call);
Answer show_paper_request(
    const Call& call);  // /demander-une-visite/lettre: to fill in by hand; nothing is kept
Answer print_paper_request(const Call& call);

}  // namespace prevenance::api
