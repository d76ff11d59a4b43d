#include "api/host_names.h"

#include "api/configuration_keys.h"

#include <algorithm>
#include <cctype>

namespace prevenance::api {
namespace {

// "[::1]:8080" → "[::1]", "Example.org:443" → "example.org"
std::string without_port(std::string_view host) {
    const auto bracket = host.find(']');
    const auto colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    std::string name{host.substr(0, colon)};
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name;
}

}  // namespace

bool is_own_host(const Settings& settings, std::string_view host) {
    if (host.empty()) return true;
    const auto name = without_port(host);
    const std::string_view address = settings.public_address;
    return is_loopback(name) ||
           name == without_port(address.substr(std::min(address.find("//") + 2, address.size())));
}

std::string asking_address(const Settings& settings, const Request& request) {
    const auto forwarded = request.header("x-forwarded-for");
    if (!settings.behind_proxy || forwarded.empty() || !is_loopback(request.client_address))
        return request.client_address;
    const auto comma = forwarded.rfind(',');
    auto last = comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1);
    while (last.starts_with(' ')) last.remove_prefix(1);
    return std::string{last};
}

}  // namespace prevenance::api
