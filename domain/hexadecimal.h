// Bytes as people, files and JSON write them: two hexadecimal digits each, lower case.
#pragma once

#include "domain/canonical_bytes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance {

std::string hexadecimal(ByteView bytes);

// Nothing where one character is no lower-case digit, or one digit is left over.
std::optional<Bytes> parse_hexadecimal(std::string_view text);

// Of exactly that size: parse_hexadecimal_array<32>(text).
template <std::size_t Size>
std::optional<std::array<std::uint8_t, Size>> parse_hexadecimal_array(std::string_view text) {
    const auto bytes = parse_hexadecimal(text);
    if (!bytes || bytes->size() != Size) return std::nullopt;
    std::array<std::uint8_t, Size> array{};
    std::ranges::copy(*bytes, array.begin());
    return array;
}

}  // namespace prevenance
