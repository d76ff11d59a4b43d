// The X-Request-Id of a request: the client's own where it is a UUID (8-4-4-4-12 hexadecimal digits, either
// case, echoed as it came), else a fresh random one. Anything else a client sends is dropped, because the
// value is written into replies and logs.
#pragma once

#include <string>
#include <string_view>

namespace prevenance::api {

std::string request_identity(std::string_view from_client);

}  // namespace prevenance::api
