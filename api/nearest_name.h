// The known name that a mistyped one was probably meant to be.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace prevenance::api {

// The name with the fewest letters to change, add or take away; none where even that one is too far off:
// more than a third of its letters, two at least.
std::optional<std::string> nearest_name(std::string_view typed, std::span<const std::string> known);

}  // namespace prevenance::api
