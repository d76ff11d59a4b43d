#include "domain/choice_list.h"

#include <optional>

namespace prevenance {
namespace {

constexpr std::string_view header = "code;label";

bool is_code(std::string_view text, CodeLetters letters) {
    const char first = letters == CodeLetters::small ? 'a' : 'A';
    const char last = letters == CodeLetters::small ? 'z' : 'Z';
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= first && c <= last) || (c >= '0' && c <= '9') || c == '_';
    });
}

std::optional<ListedChoice> choice_in(std::string_view line, CodeLetters letters) {
    const auto separator = line.find(';');
    if (separator == std::string_view::npos || separator + 1 == line.size()) return std::nullopt;
    ListedChoice choice{std::string{line.substr(0, separator)}, std::string{line.substr(separator + 1)}};
    if (!is_code(choice.code, letters) || choice.label.find(';') != std::string::npos) return std::nullopt;
    return choice;
}

}  // namespace

Result<ChoiceList> ChoiceList::parse(const std::string& file, std::string_view text, CodeLetters letters) {
    const std::string kind = letters == CodeLetters::small ? "minuscules" : "majuscules";
    std::vector<ListedChoice> choices;
    std::vector<FieldError> errors;
    bool header_read = false;
    for (int number = 1; !text.empty(); ++number) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.empty() || line.starts_with('#')) continue;
        const auto place = file + ", ligne " + std::to_string(number);
        if (!std::exchange(header_read, true)) {
            if (line != header)
                errors.push_back({place, "header", place + " : la ligne « code;label » est attendue ici."});
            continue;
        }
        auto choice = choice_in(line, letters);
        if (!choice)
            errors.push_back({place, "line",
                              place + " : écrivez un code en " + kind + ", un point-virgule, puis les mots."});
        else if (std::ranges::find(choices, choice->code, &ListedChoice::code) != choices.end())
            errors.push_back({place, "twice", place + " : le code « " + choice->code + " » est déjà pris."});
        else
            choices.push_back(std::move(*choice));
    }
    if (choices.empty() && errors.empty()) errors.push_back({file, "empty", file + " : la liste est vide."});
    if (!errors.empty()) return fail(std::move(errors));
    return ChoiceList{std::move(choices)};
}

ChoiceList ChoiceList::followed_by(const ChoiceList& other) const {
    auto choices = choices_;
    choices.insert(choices.end(), other.choices_.begin(), other.choices_.end());
    return ChoiceList{std::move(choices)};
}

std::vector<std::string> ChoiceList::codes() const {
    std::vector<std::string> codes;
    for (const auto& choice : choices_) codes.push_back(choice.code);
    return codes;
}

}  // namespace prevenance
