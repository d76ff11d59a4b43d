#include "integrations/imports/text_encoding.h"

#include <array>
#include <cstdint>

namespace prevenance::integrations {
namespace {

using namespace std::string_view_literals;

constexpr auto utf8_mark = "\xEF\xBB\xBF"sv;
constexpr auto utf16_little_mark = "\xFF\xFE"sv;
constexpr auto utf16_big_mark = "\xFE\xFF"sv;

// The characters of bytes 0x80 to 0x9F in Windows-1252; the others are those of Latin-1.
constexpr std::array<char16_t, 32> windows_1252_high = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

std::uint8_t byte_at(std::string_view bytes, std::size_t index) {
    return static_cast<std::uint8_t>(bytes[index]);
}

void append_utf8(std::string& text, char32_t code) {
    const auto tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

// The length of the valid sequence that starts here, by table 3-7 of the Unicode standard (no overlong
// forms, no surrogates, nothing above U+10FFFF); 0 where there is none.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
    const auto lead = byte_at(bytes, at);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || at + length > bytes.size()) return 0;
    const auto second = byte_at(bytes, at + 1);
    const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((byte_at(bytes, at + i) & 0xC0U) != 0x80) return 0;
    return length;
}

std::optional<std::string> from_utf16(std::string_view bytes, bool little_endian) {
    if (bytes.size() % 2 != 0) return std::nullopt;
    const auto unit = [&](std::size_t at) {
        const unsigned first = byte_at(bytes, at);
        const unsigned second = byte_at(bytes, at + 1);
        return little_endian ? second << 8U | first : first << 8U | second;
    };
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at < bytes.size(); at += 2) {
        const char32_t code = unit(at);
        if (code < 0xD800 || code > 0xDFFF) {
            append_utf8(text, code);
            continue;
        }
        if (code > 0xDBFF || at + 4 > bytes.size()) return std::nullopt;
        at += 2;
        const char32_t low = unit(at);
        if (low < 0xDC00 || low > 0xDFFF) return std::nullopt;
        append_utf8(text, 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00));
    }
    return text;
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = byte_at(bytes, i);
        append_utf8(text, byte >= 0x80 && byte < 0xA0 ? windows_1252_high[byte - 0x80U] : byte);
    }
    return text;
}

std::string_view without_mark(std::string_view bytes, std::string_view mark) {
    return bytes.starts_with(mark) ? bytes.substr(mark.size()) : bytes;
}

}  // namespace

std::string_view french_name(TextEncoding encoding) {
    switch (encoding) {
        case TextEncoding::utf8:
            return "UTF-8";
        case TextEncoding::utf16_little_endian:
            return "UTF-16 (texte Unicode d’Excel)";
        case TextEncoding::utf16_big_endian:
            return "UTF-16 gros-boutiste";
        case TextEncoding::windows_1252:
            return "Windows (1252)";
    }
    return {};
}

bool is_valid_utf8(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
        const auto length = sequence_length(bytes, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

TextEncoding detect_encoding(std::string_view bytes) {
    if (bytes.starts_with(utf16_little_mark)) return TextEncoding::utf16_little_endian;
    if (bytes.starts_with(utf16_big_mark)) return TextEncoding::utf16_big_endian;
    return is_valid_utf8(bytes) ? TextEncoding::utf8 : TextEncoding::windows_1252;
}

std::optional<std::string> to_utf8(std::string_view bytes, TextEncoding encoding) {
    switch (encoding) {
        case TextEncoding::utf8:
            if (!is_valid_utf8(bytes)) return std::nullopt;
            return std::string{without_mark(bytes, utf8_mark)};
        case TextEncoding::utf16_little_endian:
            return from_utf16(without_mark(bytes, utf16_little_mark), true);
        case TextEncoding::utf16_big_endian:
            return from_utf16(without_mark(bytes, utf16_big_mark), false);
        case TextEncoding::windows_1252:
            return from_windows_1252(bytes);
    }
    return std::nullopt;
}

}  // namespace prevenance::integrations
