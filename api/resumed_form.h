// When nobody is signed in any more: where to sign in, without losing what was typed. A posted form is carried
// through the sign-in page and offered again afterwards; nothing of it is kept on the server.
#pragma once

#include "api/call.h"
#include "api/route.h"

namespace prevenance::api {

Reply ask_to_sign_in(const Call& call, const Route& route);

}  // namespace prevenance::api
