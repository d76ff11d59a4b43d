// When nobody is signed in any more: where to sign in, without losing what was typed. A posted form is carried
// through the sign-in page and offered again afterwards; nothing of it is kept on the server.
#pragma once

#include "api/call.h"
#include "api/route.h"
#include "forms/sign_in_page.h"

#include <string>
#include <string_view>

namespace prevenance::api {

Reply ask_to_sign_in(const Call& call, const Route& route);

// Where somebody was going: as a page of ours carried it, or as "?vers=" of the address says.
forms::CarriedWay carried_way(const Call& call);
// The form just posted, to be offered again; of a page: its address.
forms::CarriedWay way_of(const Call& call, const Route& route);

// Leads there: to the form that waits, to the page, or else to `otherwise`. Never to another site. `role` and
// `form_token` are those of the session that starts with this reply.
Reply lead_on(const Call& call, const forms::CarriedWay& way, Role role, const std::string& form_token,
              std::string_view otherwise);

}  // namespace prevenance::api
