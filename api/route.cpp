#include "api/route.h"

namespace prevenance::api {
namespace {

std::vector<std::string_view> segments(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const auto end = std::min(path.find('/', 1), path.size());
        parts.push_back(path.substr(1, end - 1));
        path.remove_prefix(end);
    }
    return parts;
}

std::optional<std::map<std::string, std::string>> values_in(std::string_view pattern, std::string_view path) {
    const auto wanted = segments(pattern);
    const auto given = segments(path);
    if (wanted.size() != given.size()) return std::nullopt;
    std::map<std::string, std::string> values;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i].starts_with('{') && !given[i].empty())
            values[std::string{wanted[i].substr(1, wanted[i].size() - 2)}] = std::string{given[i]};
        else if (wanted[i] != given[i])
            return std::nullopt;
    }
    return values;
}

}  // namespace

RouteMatch match(const std::vector<Route>& table, std::string_view method, std::string_view path) {
    const auto asked = method == "HEAD" ? std::string_view{"GET"} : method;
    RouteMatch found;
    for (const auto& route : table) {
        auto values = values_in(route.pattern, path);
        if (!values) continue;
        if (route.method == asked) return {&route, std::move(*values), {}};
        found.allowed += (found.allowed.empty() ? "" : ", ") + std::string{route.method};
    }
    return found;
}

}  // namespace prevenance::api
