#include "integrations/password_policy.h"

#include <algorithm>
#include <fstream>

namespace prevenance::integrations {
namespace {

constexpr std::size_t least_characters = 12;
constexpr std::size_t most_characters = 128;
constexpr std::size_t least_beside_context = 8;
constexpr std::size_t shortest_context_word = 4;
constexpr std::size_t least_distinct = 5;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

std::string lowered(std::string text) {
    for (auto& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// Characters, not bytes: UTF-8 continuation bytes are not counted.
std::size_t length(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// "2024motdepasse!!" is "motdepasse" to whoever guesses.
std::string without_decoration(const std::string& text) {
    const auto first = std::ranges::find_if(text, is_letter);
    const auto last = std::find_if(text.rbegin(), text.rend(), is_letter);
    return first == text.end() ? std::string() : std::string(first, last.base());
}

std::string without(std::string text, const std::string& word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word))
        text.erase(at, word.size());
    return text;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : lowered(text)) {
        if (is_letter(c)) {
            words.back() += c;
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    return words;
}

// A word may be part of a good password, not most of it.
bool leans_on(const std::string& password, const std::vector<Sensitive<std::string>>& context) {
    auto rest = without(password, "prevenance");
    rest = without(rest, "prévenance");
    for (const auto& text : context) {
        for (const auto& word : words_of(text.reveal())) {
            if (length(word) >= shortest_context_word) rest = without(rest, word);
        }
    }
    return rest != password && length(rest) < least_beside_context;
}

bool is_monotonous(const std::string& password) {
    return std::set<char>(password.begin(), password.end()).size() < least_distinct;
}

}  // namespace

Result<PasswordPolicy> PasswordPolicy::read(const std::filesystem::path& refused_passwords) {
    std::ifstream file(refused_passwords);
    if (!file) {
        return fail(ErrorCode::unavailable,
                    "Le fichier « " + refused_passwords.string() + " » ne peut pas être lu.");
    }
    std::set<std::string> refused;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.front() != '#') refused.insert(lowered(line));
    }
    return PasswordPolicy(std::move(refused));
}

std::vector<FieldError> PasswordPolicy::check(const Sensitive<std::string>& password,
                                              const std::vector<Sensitive<std::string>>& context,
                                              const std::string& field) const {
    std::vector<FieldError> errors;
    const auto characters = length(password.reveal());
    const auto text = lowered(password.reveal());
    if (characters < least_characters) {
        errors.push_back({field, "password_too_short",
                          "Ce mot de passe est trop court : choisissez au moins 12 caractères, par exemple "
                          "quatre mots sans lien entre eux."});
    }
    if (characters > most_characters) {
        errors.push_back(
            {field, "password_too_long", "Ce mot de passe est trop long : 128 caractères au plus."});
    }
    if (is_common(text) || (is_monotonous(text) && characters >= least_characters)) {
        errors.push_back({field, "password_common",
                          "Ce mot de passe est trop courant : il serait essayé parmi les premiers. "
                          "Choisissez-en un autre."});
    }
    if (leans_on(text, context)) {
        errors.push_back({field, "password_context",
                          "Ce mot de passe reprend votre nom, votre adresse ou celui de votre organisation. "
                          "Choisissez d’autres mots."});
    }
    return errors;
}

bool PasswordPolicy::is_common(const std::string& lowered_text) const {
    return refused_.contains(lowered_text) || refused_.contains(without_decoration(lowered_text));
}

}  // namespace prevenance::integrations
