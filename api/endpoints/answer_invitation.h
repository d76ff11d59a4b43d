// The employee with a paper code: no account, no cookie, no script. One address takes every step, so that
// neither the route nor its audit code says what was answered.
//
// The code is typed in a form's body, never in an address, and travels on in a hidden field of pages that no
// cache keeps: it is on the person's own screen, and the alternative would be a session that keeps the opened
// message on the server.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_invitation_entry(const Call& call);  // /invitation: type the locator
Answer show_code_form(const Call& call);         // /i/{locator}: the same page whether it exists or not
Answer answer_invitation(const Call& call);      // read, check, send, refuse, leave it, see one's data
Answer withdraw_agreement(const Call& call);     // /i/{locator}/retrait

}  // namespace prevenance::api
