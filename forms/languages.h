// How a page of the employee says its words.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace prevenance::forms {

inline constexpr std::string_view french = "fr";

using Say = std::function<std::string(std::string_view)>;
inline std::string as_written(std::string_view words) {
    return std::string{words};
}

}  // namespace prevenance::forms
