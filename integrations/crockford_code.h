// What is drawn for paper and typed again: symbols of Crockford's base 32 and one check character, in groups
// of four. Whoever types may use lower case, spaces or other dashes, and O for 0, I or L for 1.
//
// The check character is a Reed-Solomon symbol over GF(32): it finds every single wrong character and every
// two characters exchanged, in codes of up to 30 symbols.
#pragma once

#include "domain/clock.h"
#include "domain/error.h"
#include "domain/sensitive.h"

#include <cstdint>
#include <span>
#include <string>

namespace prevenance::integrations {

// Numbers from 0 to 31, five random bits each.
void draw_symbols(Randomness& randomness, std::span<std::uint8_t> symbols);

struct CodeWords {
    std::string field;       // of the form
    std::string after_slip;  // the end of the sentence about a check character that does not fit
};

// Fills `symbols`. Error: invalid, for that field, saying what to look at: code_length, code_character or
// code_check.
Result<void> read_symbols(const Sensitive<std::string>& typed, std::span<std::uint8_t> symbols,
                          const CodeWords& words);

Sensitive<std::string> shown_symbols(std::span<const std::uint8_t> symbols);

}  // namespace prevenance::integrations
