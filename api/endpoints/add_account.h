// An administrator adds an account. The password and the secret of the code are drawn here and shown once.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_account_form(const Call& call);
Answer add_account(const Call& call);

}  // namespace prevenance::api
