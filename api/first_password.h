// A password that somebody drew for a new account: its person enters once with it, and replaces it before
// anything else opens. It ends by itself (api/new_accounts.h), so that a paper nobody used is worth nothing
// after a week.
#pragma once

#include "api/route.h"
#include "storage/accounts.h"

namespace prevenance::api {

// The way to the own password, and the way out.
bool opens_with_first_password(const Route& route);

bool is_over(const storage::AccountRecord& account, Instant now);

}  // namespace prevenance::api
