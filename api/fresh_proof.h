// A proof of who somebody is, asked again before what gives access to others. The route table says where
// (Proof::fresh); the dispatcher asks, and nothing of a form posted meanwhile is lost.
#pragma once

#include "api/call.h"
#include "api/route.h"
#include "forms/sign_in_page.h"

namespace prevenance::api {

// Ten minutes, counted from the sign-in or the last proof. A clock that went back proves nothing.
bool is_freshly_proved(const SignedIn& who, Instant now);

// The page that asks, with the status 401 where a form waits behind it.
Reply ask_for_proof(const Call& call, const Route& route);
Reply proof_page(const Call& call, const forms::CarriedWay& way, std::vector<FieldError> errors);

}  // namespace prevenance::api
