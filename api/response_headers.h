// What every reply says to the browser, whoever made it.
#pragma once

#include "api/request.h"
#include "api/settings.h"

namespace prevenance::api {

// For the few pages that ask a browser for a passkey: their own script may run, no other.
void allow_own_script(Reply& reply);

// Those that need to know neither address nor request: also of refusals before a request could be read. What a reply
// says already stays.
void add_ordinary_headers(Reply& reply);

void add_response_headers(const Settings& settings, const Request& request, Reply& reply);

}  // namespace prevenance::api
