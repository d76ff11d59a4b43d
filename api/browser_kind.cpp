#include "api/browser_kind.h"

#include <array>
#include <utility>

namespace prevenance::api {
namespace {

using Words = std::pair<std::string_view, std::string_view>;  // as sent, as shown

// In this order: most browsers also name those they want to be taken for.
constexpr auto browsers = std::to_array<Words>({{"Firefox/", "Firefox"},
                                                {"FxiOS/", "Firefox"},
                                                {"Edg", "Edge"},
                                                {"OPR/", "Opera"},
                                                {"SamsungBrowser/", "Samsung Internet"},
                                                {"Chrome/", "Chrome"},
                                                {"CriOS/", "Chrome"},
                                                {"Safari/", "Safari"}});
constexpr auto systems = std::to_array<Words>({{"Android", "Android"},
                                               {"iPhone", "iPhone"},
                                               {"iPad", "iPad"},
                                               {"Windows", "Windows"},
                                               {"Mac OS X", "Mac"},
                                               {"Linux", "Linux"}});

template <std::size_t Size>
std::string_view first_named(const std::array<Words, Size>& known, std::string_view text) {
    for (const auto& [sent, shown] : known)
        if (text.find(sent) != std::string_view::npos) return shown;
    return {};
}

}  // namespace

std::string browser_kind(std::string_view user_agent) {
    const auto browser = first_named(browsers, user_agent);
    const auto system = first_named(systems, user_agent);
    if (browser.empty() || system.empty()) return std::string{browser} + std::string{system};
    return std::string{browser} + ", " + std::string{system};
}

}  // namespace prevenance::api
