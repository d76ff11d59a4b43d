#include "domain/organisation.h"

#include <algorithm>

namespace prevenance {
namespace {

bool luhn_holds(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

bool is_la_poste(std::string_view digits) {
    int sum = 0;
    for (const char digit : digits) sum += digit - '0';
    return digits.starts_with("356000000") && sum % 5 == 0;
}

}  // namespace

std::optional<Siret> Siret::parse(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c == ' ') continue;
        if (c < '0' || c > '9') return std::nullopt;
        digits += c;
    }
    if (digits.size() != 14) return std::nullopt;
    if (std::ranges::all_of(digits, [](char c) { return c == '0'; })) return std::nullopt;
    if (!luhn_holds(digits) && !is_la_poste(digits)) return std::nullopt;
    return Siret{std::move(digits)};
}

}  // namespace prevenance
