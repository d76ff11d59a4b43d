// The own account of whoever is signed in: password, open sessions; for référents, keys for other programs.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_my_account(const Call& call);
Answer show_password_form(const Call& call);
Answer change_password(const Call& call);
Answer end_session(const Call& call);
Answer end_other_sessions(const Call& call);
Answer add_api_key(const Call& call);
Answer revoke_api_key(const Call& call);

}  // namespace prevenance::api
