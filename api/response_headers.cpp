#include "api/response_headers.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace prevenance::api {
namespace {

constexpr auto policy_name = "Content-Security-Policy";
constexpr auto policy =
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";

void say_once(Reply& reply, const char* name, std::string_view value) {
    const bool said = std::ranges::any_of(reply.headers, [&](const auto& header) { return header.first == name; });
    if (!said) reply.headers.emplace_back(name, value);
}

}  // namespace

void allow_own_script(Reply& reply) {
    reply.headers.emplace_back(policy_name, std::string{policy} + "; script-src 'self'");
}

void add_ordinary_headers(Reply& reply) {
    say_once(reply, policy_name, policy);
    say_once(reply, "X-Content-Type-Options", "nosniff");
    // Not "no-referrer": a browser then sends "Origin: null" with our own forms, and we would refuse them.
    say_once(reply, "Referrer-Policy", "same-origin");
    say_once(reply, "Cross-Origin-Opener-Policy", "same-origin");
    say_once(reply, "Cross-Origin-Resource-Policy", "same-origin");
    // Passkeys are the browser's own dialogue and need the last two; what nobody here asks for is off.
    say_once(reply, "Permissions-Policy",
             "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), "
             "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
             "publickey-credentials-create=(self), publickey-credentials-get=(self)");
    say_once(reply, "Cache-Control", "no-store");
}

void add_response_headers(const Settings& settings, const Request& request, Reply& reply) {
    add_ordinary_headers(reply);
    if (settings.is_https())
        say_once(reply, "Strict-Transport-Security", "max-age=63072000; includeSubDomains");
    if (request.path == "/deconnexion" && reply.status == 303)
        say_once(reply, "Clear-Site-Data", "\"cookies\", \"storage\"");
}

}  // namespace prevenance::api
