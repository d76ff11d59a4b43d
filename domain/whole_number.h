// A whole number as people and files write it: digits, before them a minus sign where the type has one, and
// nothing else. Bounds are the caller's.
#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <system_error>

namespace prevenance {

// Nothing for an empty text, blanks, a plus sign, and what does not fit the type.
template <std::integral Number>
std::optional<Number> whole_number(std::string_view text) {
    Number number{};
    const auto* end = text.data() + text.size();
    const auto [stopped, trouble] = std::from_chars(text.data(), end, number);
    if (trouble != std::errc{} || stopped != end) return std::nullopt;
    return number;
}

}  // namespace prevenance
