#include "integrations/invitation_code.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace prevenance::integrations {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t symbol_count = 12;
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

std::unexpected<Error> refused(const std::string& code, const std::string& message) {
    return fail({FieldError{"code", code, message}});
}

}  // namespace

InvitationCode InvitationCode::draw(Randomness& randomness) {
    InvitationCode code;
    randomness.fill(code.symbols_.writable());
    for (auto& symbol : code.symbols_.writable()) symbol &= 0x1FU;
    return code;
}

Result<InvitationCode> InvitationCode::parse(const Sensitive<std::string>& typed) {
    auto text = without_separators(typed.reveal());
    Secret<symbol_count + 1> symbols;
    if (text.size() > 4 * symbols.view().size()) text.resize(4 * symbols.view().size());
    std::size_t count = 0;
    for (const char c : text) {
        const auto symbol = symbol_of(c);
        if (!symbol) {
            return refused("code_character",
                           "Le code ne contient que des chiffres et des lettres sans accent, et jamais la "
                           "lettre U. Relisez-le sur le papier.");
        }
        if (count < symbols.view().size()) symbols.writable()[count] = *symbol;
        ++count;
    }
    if (count != symbols.view().size()) {
        return refused("code_length", "Le code compte 13 caractères, vous en avez saisi " +
                                          std::to_string(count) + ". Relisez-le sur le papier.");
    }
    InvitationCode code;
    const auto given = symbols.view().first<symbol_count>();
    if (check_symbol(given) != symbols.view()[symbol_count]) {
        return refused("code_check",
                       "Un caractère du code ne correspond pas. Relisez-le sur le papier : "
                       "cet essai n’est pas compté.");
    }
    std::ranges::copy(given, code.symbols_.writable().begin());
    return code;
}

Sensitive<std::string> InvitationCode::shown() const {
    std::string text;
    for (std::size_t i = 0; i < symbol_count; ++i) {
        if (i > 0 && i % group == 0) text += '-';
        text += alphabet[symbols_.view()[i]];
    }
    text += '-';
    text += alphabet[check_symbol(symbols_.view())];
    return Sensitive<std::string>(std::move(text));
}

}  // namespace prevenance::integrations
