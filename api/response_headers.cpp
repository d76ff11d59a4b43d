#include "api/response_headers.h"

#include <algorithm>

namespace prevenance::api {

void add_response_headers(const Settings& settings, const Request& request, Reply& reply) {
    auto& headers = reply.headers;
    headers.emplace_back("Content-Security-Policy",
                         "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
                         "base-uri 'none'; frame-ancestors 'none'");
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    // Not "no-referrer": a browser then sends "Origin: null" with our own forms, and we would refuse them.
    headers.emplace_back("Referrer-Policy", "same-origin");
    headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
    headers.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    if (settings.is_https())
        headers.emplace_back("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    const bool says_caching =
        std::ranges::any_of(headers, [](const auto& header) { return header.first == "Cache-Control"; });
    if (!says_caching) headers.emplace_back("Cache-Control", "no-store");
    if (request.path == "/deconnexion" && reply.status == 303)
        headers.emplace_back("Clear-Site-Data", "\"cookies\", \"storage\"");
}

}  // namespace prevenance::api
