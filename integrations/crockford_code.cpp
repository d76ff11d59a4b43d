#include "integrations/crockford_code.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace prevenance::integrations {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t group = 4;

// What telephones and word processors put between groups: spaces and dashes of every width.
constexpr std::array<std::string_view, 13> separators = {
    " ", "-", "\t", ".", "_", "\u00A0", "\u202F", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"};

std::string without_separators(std::string text) {
    for (const auto separator : separators) {
        for (auto at = text.find(separator); at != std::string::npos; at = text.find(separator, at)) {
            text.erase(at, separator.size());
        }
    }
    return text;
}

char corrected(char typed) {
    const char upper = typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
    if (upper == 'O') return '0';
    if (upper == 'I' || upper == 'L') return '1';
    return upper;
}

std::optional<std::uint8_t> symbol_of(char typed) {
    const auto at = alphabet.find(corrected(typed));
    if (at == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint8_t>(at);
}

// Multiplication by the generator of GF(32) = GF(2)[x] / (x^5 + x^2 + 1).
std::uint8_t times_generator(std::uint8_t symbol) {
    const unsigned shifted = static_cast<unsigned>(symbol) << 1U;
    return static_cast<std::uint8_t>((shifted & 0x20U) != 0 ? shifted ^ 0x25U : shifted);
}

std::uint8_t check_symbol(std::span<const std::uint8_t> symbols) {
    std::uint8_t sum = 0;
    for (const auto symbol : symbols) sum = times_generator(sum ^ symbol);
    return sum;
}

std::unexpected<Error> refused(const CodeWords& words, const std::string& code, const std::string& message) {
    return fail({FieldError{words.field, code, message}});
}

}  // namespace

void draw_symbols(Randomness& randomness, std::span<std::uint8_t> symbols) {
    randomness.fill(symbols);
    for (auto& symbol : symbols) symbol &= 0x1FU;
}

Result<void> read_symbols(const Sensitive<std::string>& typed, std::span<std::uint8_t> symbols,
                          const CodeWords& words) {
    auto text = without_separators(typed.reveal());
    const auto length = symbols.size() + 1;
    if (text.size() > 4 * length) text.resize(4 * length);
    std::size_t count = 0;
    std::uint8_t check = 0;
    for (const char c : text) {
        const auto symbol = symbol_of(c);
        if (!symbol) {
            return refused(words, "code_character",
                           "Le code ne contient que des chiffres et des lettres sans accent, et jamais la "
                           "lettre U. Relisez-le sur le papier.");
        }
        if (count < symbols.size()) symbols[count] = *symbol;
        if (count == symbols.size()) check = *symbol;
        ++count;
    }
    if (count != length) {
        return refused(words, "code_length",
                       "Le code compte " + std::to_string(length) + " caractères, vous en avez saisi " +
                           std::to_string(count) + ". Relisez-le sur le papier.");
    }
    if (check_symbol(symbols) != check) {
        return refused(words, "code_check",
                       "Un caractère du code ne correspond pas. Relisez-le sur le papier" + words.after_slip);
    }
    return {};
}

Sensitive<std::string> shown_symbols(std::span<const std::uint8_t> symbols) {
    std::string text;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
        if (i > 0 && i % group == 0) text += '-';
        text += alphabet[symbols[i]];
    }
    text += '-';
    text += alphabet[check_symbol(symbols)];
    return Sensitive<std::string>(std::move(text));
}

}  // namespace prevenance::integrations
