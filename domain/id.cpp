#include "domain/id.h"

namespace prevenance {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

bool dash_follows(std::size_t byte) { return byte == 3 || byte == 5 || byte == 7 || byte == 9; }

}  // namespace

std::string id_text(const IdBytes& bytes) {
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        text += hex_digits[bytes[i] >> 4U];
        text += hex_digits[bytes[i] & 0x0FU];
        if (dash_follows(i)) text += '-';
    }
    return text;
}

std::optional<IdBytes> parse_id(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    IdBytes bytes{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto high = hex_digits.find(text[at]);
        const auto low = hex_digits.find(text[at + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
        at += 2;
        if (!dash_follows(i)) continue;
        if (text[at] != '-') return std::nullopt;
        ++at;
    }
    return bytes;
}

}  // namespace prevenance
