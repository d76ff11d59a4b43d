#include "forms/answer_form.h"

#include "domain/whole_number.h"
#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr std::size_t longest_words = 1000;
constexpr std::size_t longest_reach = 120;
constexpr std::size_t longest_when = 200;

using Words = Sensitive<std::string>;

std::vector<std::size_t> struck_facts(const PostedForm& form, std::size_t facts) {
    std::vector<std::size_t> struck;
    for (const auto& value : form.values("struck")) {
        const auto position = whole_number<std::size_t>(value);
        if (position && *position < facts) struck.push_back(*position);
    }
    std::ranges::sort(struck);
    struck.erase(std::ranges::unique(struck).begin(), struck.end());
    return struck;
}

std::vector<std::size_t> all_but(const std::vector<std::size_t>& struck, std::size_t facts) {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < facts; ++i)
        if (!std::ranges::binary_search(struck, i)) kept.push_back(i);
    return kept;
}

bool is_known_language(const std::string& code) {
    const auto& known = answer_languages();
    return std::ranges::find(known, code, &std::pair<std::string, std::string>::first) != known.end();
}

bool can_be_reached(const std::string& reach) {
    const auto digits = std::ranges::count_if(reach, [](char c) { return c >= '0' && c <= '9'; });
    const auto at = reach.find('@');
    const bool is_address = at != std::string::npos && at > 0 && reach.find('.', at) != std::string::npos;
    return is_address || digits >= 6;
}

TemplateData hidden(const std::string& name, const std::string& value) {
    return TemplateData{}.set("hidden_name", name).set("hidden_value", value);
}

}  // namespace

TypedAnswer untouched_answer(std::size_t facts) {
    TypedAnswer answer;
    answer.kept = all_but({}, facts);
    return answer;
}

TypedAnswer typed_answer(const PostedForm& form, std::size_t facts) {
    TypedAnswer answer;
    answer.struck = struck_facts(form, facts);
    answer.kept = all_but(answer.struck, facts);
    answer.own_words = Words{form.value("own_words")};
    answer.reach = Words{form.value("reach")};
    answer.reach_when = Words{form.value("reach_when")};
    answer.no_message = form.has("no_message");
    if (is_known_language(form.value("language"))) answer.language = form.value("language");
    return answer;
}

Result<TypedAnswer> read_answer(const PostedForm& form, std::size_t facts) {
    FieldReader reader{form};
    reader.optional_text("own_words", longest_words);
    const auto reach = reader.required_text(
        "reach", longest_reach,
        "Indiquez votre téléphone ou votre adresse e-mail, pour que le service vous réponde.");
    if (!reach.empty() && !can_be_reached(reach))
        reader.refuse(
            "reach", "unreadable",
            "Ce n’est ni un numéro de téléphone ni une adresse e-mail. Exemple\u00A0: 06 12 34 56 78.");
    reader.optional_text("reach_when", longest_when);
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return typed_answer(form, facts);
}

const std::vector<std::pair<std::string, std::string>>& answer_languages() {
    static const std::vector<std::pair<std::string, std::string>> languages{
        {"fr", "Français"}, {"ar", "Arabe"},     {"en", "Anglais"}, {"es", "Espagnol"}, {"it", "Italien"},
        {"pl", "Polonais"}, {"pt", "Portugais"}, {"ro", "Roumain"}, {"tr", "Turc"},     {"uk", "Ukrainien"}};
    return languages;
}

std::string language_name(const std::string& code) {
    for (const auto& [known, name] : answer_languages())
        if (known == code) return name;
    return code;
}

Words when_to_reach(const TypedAnswer& answer) {
    auto when = answer.reach_when.reveal();
    if (answer.no_message) when += (when.empty() ? "" : " – ") + std::string{"ne pas laisser de message"};
    return Words{std::move(when)};
}

TemplateData::List hidden_answer(const TypedAnswer& answer) {
    TemplateData::List fields;
    for (const auto position : answer.struck) fields.push_back(hidden("struck", std::to_string(position)));
    fields.push_back(hidden("own_words", answer.own_words.reveal()));
    fields.push_back(hidden("reach", answer.reach.reveal()));
    fields.push_back(hidden("reach_when", answer.reach_when.reveal()));
    if (answer.no_message) fields.push_back(hidden("no_message", "1"));
    fields.push_back(hidden("language", answer.language));
    return fields;
}

}  // namespace prevenance::forms
