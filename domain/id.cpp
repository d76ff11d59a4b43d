#include "domain/id.h"

#include "domain/hexadecimal.h"

#include <array>

namespace prevenance {
namespace {

constexpr std::array<std::size_t, 4> dashes{8, 13, 18, 23};  // where they stand in the text

}  // namespace

std::string id_text(const IdBytes& bytes) {
    auto text = hexadecimal(bytes);
    for (const auto at : dashes) text.insert(at, 1, '-');
    return text;
}

std::optional<IdBytes> parse_id(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    std::string digits{text};
    for (auto at = dashes.rbegin(); at != dashes.rend(); ++at) {
        if (digits[*at] != '-') return std::nullopt;
        digits.erase(*at, 1);
    }
    return parse_hexadecimal_array<std::tuple_size_v<IdBytes>>(digits);
}

}  // namespace prevenance
