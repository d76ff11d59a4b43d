// What every reply says to the browser, whoever made it.
#pragma once

#include "api/request.h"
#include "api/settings.h"

namespace prevenance::api {

void add_response_headers(const Settings& settings, const Request& request, Reply& reply);

}  // namespace prevenance::api
