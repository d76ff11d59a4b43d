// How much one client may ask for. Beyond each limit the request is refused before any of it is used.
#pragma once

#include <cstddef>

namespace prevenance::api {

struct HttpLimits {
    std::size_t request_line = 8 * 1024;  // bytes; longer: 414
    std::size_t head = 16 * 1024;         // bytes, request line included; longer: 431
    std::size_t header_fields = 64;       // more: 431
    std::size_t body = 21 * 1024 * 1024;  // bytes; more: 413 at once. Routes re-check their own, lower limit
    std::size_t reply = 1024 * 1024;      // bytes of body; longer: 500. It bounds what slow clients hold
    std::size_t requests_in_flight = 10'000;  // more: 503 with Retry-After
    std::size_t connections = 4'000;  // more are closed as they come; fewer where descriptors are short
};

}  // namespace prevenance::api
