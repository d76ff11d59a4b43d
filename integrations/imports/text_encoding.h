// Bytes of an unknown encoding to UTF-8. Knows the four that French payroll software and Excel write; it
// does not guess further. The surprise: Windows-1252 is what remains when the bytes are not UTF-8, because
// nearly every byte means something in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::integrations {

enum class TextEncoding { utf8, utf16_little_endian, utf16_big_endian, windows_1252 };

// What a person reads on the screen where it can be changed.
std::string_view french_name(TextEncoding encoding);

// By the byte order mark, else UTF-8 where the bytes are valid UTF-8, else Windows-1252.
TextEncoding detect_encoding(std::string_view bytes);

// Without the byte order mark. Nothing where the bytes are not in that encoding. The five bytes that
// Windows-1252 leaves undefined become U+FFFD.
std::optional<std::string> to_utf8(std::string_view bytes, TextEncoding encoding);

bool is_valid_utf8(std::string_view bytes);

}  // namespace prevenance::integrations
