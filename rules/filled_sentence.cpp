#include "rules/filled_sentence.h"

#include "rules/placeholders.h"

#include <algorithm>
#include <array>

namespace prevenance::rules {
namespace {

// Words that follow a number and end in s whether there is one thing or several.
constexpr std::array<std::string_view, 16> unchanged{"mois",   "fois", "temps", "cours", "plus",  "moins",
                                                     "dans",   "sans", "sous",  "vers",  "après", "depuis",
                                                     "jamais", "pas",  "puis",  "très"};

bool ends_word(char c) {
    return c == ' ' || c == ',' || c == '.' || c == ';' || c == ':' || c == ')' || c == '\n';
}

// French counts nought and one alike: the word after them loses its s, and so does an adjective that goes
// with it ("1 absence courte").
std::string in_singular(std::string_view text) {
    std::string singular;
    while (text.starts_with(' ')) {
        const auto from = text.find_first_not_of(' ');
        if (from == std::string_view::npos) break;
        const auto until = static_cast<std::size_t>(
            std::find_if(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), ends_word) -
            text.begin());
        const auto word = text.substr(from, until - from);
        if (word == "ou") {  // "1 réclamation ou événement indésirable"
            singular.append(text.substr(0, until));
            text.remove_prefix(until);
            continue;
        }
        if (!word.ends_with('s') || std::ranges::find(unchanged, word) != unchanged.end()) break;
        singular.append(text.substr(0, until - 1));
        text.remove_prefix(until);
    }
    return singular.append(text);
}

// "1 000 000": groups of three, from five digits on.
std::string in_groups(int value) {
    auto text = std::to_string(value);
    if (text.size() < 5) return text;
    for (auto at = text.size(); at > 3; at -= 3) text.insert(at - 3, "\u202F");
    return text;
}

// "31e jour", but "1er jour".
std::string after_number(std::string_view text, int value) {
    if (value == 1 && text.starts_with("e ")) return "er" + std::string(text.substr(1));
    return value == 0 || value == 1 ? in_singular(text) : std::string(text);
}

}  // namespace

std::string number_words(FilledNumber number) {
    if (!number.per_mille) return in_groups(number.value);
    auto text = std::to_string(number.value / 10);
    if (number.value % 10 != 0) text.append(",").append(std::to_string(number.value % 10));
    return text.append("\u00A0%");
}

std::string filled(std::string_view sentence,
                   const std::function<std::optional<FilledNumber>(std::string_view)>& number_of) {
    std::string text;
    std::optional<FilledNumber> before;
    for_each_placeholder(
        sentence,
        [&](std::string_view piece) {
            text += before && !before->per_mille ? after_number(piece, before->value) : std::string(piece);
            if (!piece.empty()) before.reset();
        },
        [&](std::string_view name) {
            before = number_of(name);
            text += before ? number_words(*before) : "{" + std::string(name) + "}";
        });
    return text;
}

std::string without_names(std::string_view sentence) {
    std::string text;
    for_each_placeholder(
        sentence, [&](std::string_view piece) { text += piece; }, [&](std::string_view) { text += "?"; });
    return text;
}

}  // namespace prevenance::rules
