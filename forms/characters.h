// Text counted as it is seen: a letter with an accent is one character, however many bytes it takes.
#pragma once

#include <cstddef>
#include <string_view>

namespace prevenance::forms {

// Whether a character begins at this byte of well-formed UTF-8.
bool begins_character(char byte);
// Code points of well-formed UTF-8.
std::size_t characters_in(std::string_view text);

}  // namespace prevenance::forms
