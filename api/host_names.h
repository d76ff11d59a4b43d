// Under which names this service may be asked for. Any other name in Host means a page of elsewhere that
// points its own name at us (DNS rebinding), or a proxy set up for another site.
#pragma once

#include "api/request.h"
#include "api/settings.h"

#include <string>
#include <string_view>

namespace prevenance::api {

// The host of the public address, and this machine's own names; the port is not looked at. A request without
// Host gets here only as HTTP/1.0, which browsers do not speak.
bool is_own_host(const Settings& settings, std::string_view host);

// Whose request it is: the peer; behind a proxy on this machine, whom the proxy names last.
std::string asking_address(const Settings& settings, const Request& request);

}  // namespace prevenance::api
