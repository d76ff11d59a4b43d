// A digest as people and JSON write it: 64 hexadecimal digits, lower case.
#pragma once

#include "domain/canonical_bytes.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance {

std::string hexadecimal(const Digest& digest);
std::optional<Digest> parse_hexadecimal(std::string_view text);

}  // namespace prevenance
