#include "forms/field_reader.h"

#include "forms/characters.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

std::optional<Date> parse_day(std::string_view text) {
    if (const auto iso = parse_iso_date(text)) return iso;
    if (text.size() != 10 || text[2] != '/' || text[5] != '/') return std::nullopt;
    return parse_iso_date(std::string{text.substr(6)} + "-" + std::string{text.substr(3, 2)} + "-" +
                          std::string{text.substr(0, 2)});
}

bool has_two_digit_year(std::string_view text) { return text.size() == 8 && text[2] == '/' && text[5] == '/'; }

}  // namespace

std::string FieldReader::optional_text(const std::string& name, std::size_t longest) {
    auto text = form_.value(name);
    if (characters_in(text) > longest)
        refuse(name, "too_long", "Ce texte est trop long : " + std::to_string(longest) + " caractères au plus.");
    return text;
}

std::string FieldReader::required_text(const std::string& name, std::size_t longest, std::string_view missing) {
    auto text = optional_text(name, longest);
    if (text.empty()) refuse(name, "missing", std::string{missing});
    return text;
}

std::optional<Date> FieldReader::optional_date(const std::string& name) {
    const auto text = form_.value(name);
    if (text.empty()) return std::nullopt;
    const auto date = parse_day(text);
    if (date) return date;
    if (has_two_digit_year(text))
        refuse(name, "two_digit_year", "Écrivez l’année avec quatre chiffres, par exemple 12/03/2026.");
    else
        refuse(name, "no_such_date",
               "« " + text + " » n’est pas une date. Écrivez par exemple 12/03/2026.");
    return std::nullopt;
}

std::optional<Date> FieldReader::required_date(const std::string& name, std::string_view missing) {
    const auto date = optional_date(name);
    if (!date && !has_error(name)) refuse(name, "missing", std::string{missing});
    return date;
}

std::optional<Date> FieldReader::past_date(const std::string& name, std::string_view missing, Date today) {
    const auto date = required_date(name, missing);
    if (!date || *date <= today) return date;
    refuse(name, "date_in_future", "La date ne peut pas être dans le futur.");
    return std::nullopt;
}

std::string FieldReader::one_of(const std::string& name, const std::vector<std::string>& known,
                                std::string_view missing) {
    auto value = form_.value(name);
    if (std::ranges::find(known, value) == known.end()) refuse(name, "missing", std::string{missing});
    return value;
}

void FieldReader::refuse(const std::string& field, std::string code, std::string message) {
    if (has_error(field)) return;
    errors_.push_back({field, std::move(code), std::move(message)});
}

bool FieldReader::has_error(const std::string& field) const {
    return std::ranges::find(errors_, field, &FieldError::field) != errors_.end();
}

}  // namespace prevenance::forms
