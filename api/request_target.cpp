#include "api/request_target.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace prevenance::api {
namespace {

std::optional<unsigned> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const auto high = hex_digit(text[i + 1]);
        const auto low = hex_digit(text[i + 2]);
        if (!high || !low) return std::nullopt;
        const auto byte = static_cast<unsigned char>(*high * 16 + *low);
        if (byte == '/') return std::nullopt;  // "/a%2Fb" and "/a/b" would become the same path
        decoded += static_cast<char>(byte);
        i += 2;
    }
    return decoded;
}

bool has_forbidden_byte(std::string_view path) {
    return std::ranges::any_of(path, [](unsigned char c) { return c < 0x20 || c == 0x7f || c == '\\'; });
}

bool has_forbidden_segment(std::string_view path) {
    for (std::size_t start = 1; start <= path.size();) {
        const auto end = std::min(path.find('/', start), path.size());
        const auto segment = path.substr(start, end - start);
        const bool last = end == path.size();
        if (segment == "." || segment == ".." || (segment.empty() && !last)) return true;
        start = end + 1;
    }
    return false;
}

// How many bytes the character starting with `first` has, and the range its second byte must lie in: this
// is where overlong forms, surrogates and values above U+10FFFF are shut out (Unicode, table 3-7).
struct Utf8Shape {
    std::size_t length;
    unsigned char second_low;
    unsigned char second_high;
};

std::optional<Utf8Shape> utf8_shape(unsigned char first) {
    if (first < 0x80) return Utf8Shape{1, 0, 0};
    if (first >= 0xc2 && first <= 0xdf) return Utf8Shape{2, 0x80, 0xbf};
    if (first == 0xe0) return Utf8Shape{3, 0xa0, 0xbf};
    if (first == 0xed) return Utf8Shape{3, 0x80, 0x9f};
    if (first >= 0xe1 && first <= 0xef) return Utf8Shape{3, 0x80, 0xbf};
    if (first == 0xf0) return Utf8Shape{4, 0x90, 0xbf};
    if (first >= 0xf1 && first <= 0xf3) return Utf8Shape{4, 0x80, 0xbf};
    if (first == 0xf4) return Utf8Shape{4, 0x80, 0x8f};
    return std::nullopt;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto shape = utf8_shape(static_cast<unsigned char>(text[i]));
        if (!shape || i + shape->length > text.size()) return false;
        for (std::size_t k = 1; k < shape->length; ++k) {
            const auto byte = static_cast<unsigned char>(text[i + k]);
            const auto low = k == 1 ? shape->second_low : 0x80;
            const auto high = k == 1 ? shape->second_high : 0xbf;
            if (byte < low || byte > high) return false;
        }
        i += shape->length;
    }
    return true;
}

std::optional<RequestTarget> parse_request_target(std::string_view target) {
    if (target.empty() || target.front() != '/') return std::nullopt;
    const bool clean = std::ranges::all_of(
        target, [](unsigned char c) { return c > 0x20 && c < 0x7f && c != '#' && c != '\\'; });
    if (!clean) return std::nullopt;

    const auto mark = std::min(target.find('?'), target.size());
    const auto query = mark < target.size() ? target.substr(mark + 1) : std::string_view{};
    auto path = percent_decoded(target.substr(0, mark));
    if (!path || has_forbidden_byte(*path) || has_forbidden_segment(*path) || !is_valid_utf8(*path)) {
        return std::nullopt;
    }
    return RequestTarget{std::move(*path), std::string(query)};
}

}  // namespace prevenance::api
