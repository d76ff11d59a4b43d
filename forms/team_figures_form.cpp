#include "forms/team_figures_form.h"

#include "forms/field_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace prevenance::forms {
namespace {

constexpr std::size_t most_digits = 6;
constexpr Months oldest_month{60};

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> hints{{
    {"HEURES_TRAVAILLEES", "Par toute l’équipe, en heures entières."},
    {"SANS_REUNION", "Aucune réunion pendant les 30 derniers jours du mois."},
    {"TOURNEES_SEULES", "Pendant toutes leurs tournées du mois."},
    {"AMENAGEMENTS_PRECONISES", "Pour toute l’équipe, dans ce mois."},
    {"VISITES_DEMANDEES",
     "Celles que vous avez demandées. Une personne peut en demander une sans vous le dire\u00A0: ne cherchez "
     "pas "
     "à le savoir."},
}};

constexpr std::array<std::string_view, 4> pointing{"AMENAGEMENTS_PRECONISES", "AMENAGEMENTS_REALISES",
                                                   "INAPTITUDES", "VISITES_DEMANDEES"};

// "4 120", with any of the three spaces people put between groups of digits.
std::string without_spaces(std::string text) {
    for (const std::string_view space : {" ", "\u00A0", "\u202F"})
        for (auto at = text.find(space); at != std::string::npos; at = text.find(space))
            text.erase(at, space.size());
    return text;
}

std::optional<int> read_count(const PostedForm& form, FieldReader& reader, const std::string& name) {
    const auto text = without_spaces(form.value(name));
    if (text.empty()) return std::nullopt;
    if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
        reader.refuse(name, "not_a_number", "Écrivez un nombre entier, sans virgule ni unité : 1240.");
        return std::nullopt;
    }
    if (text.size() > most_digits) {
        reader.refuse(name, "too_large", "Ce nombre est trop grand : 999 999 au plus.");
        return std::nullopt;
    }
    return std::stoi(text);
}

}  // namespace

std::string_view figure_hint(std::string_view code) {
    const auto hint = std::ranges::find(hints, code, &decltype(hints)::value_type::first);
    return hint == hints.end() ? std::string_view{} : hint->second;
}

bool needs_many_people(std::string_view code) {
    return std::ranges::find(pointing, code) != pointing.end();
}

std::optional<Date> read_month(std::string_view text) {
    return text.size() == 7 ? parse_iso_date(std::string{text} + "-01") : std::nullopt;
}

std::string month_text(Date first) {
    return iso_date(first).substr(0, 7);
}

Date last_of_month(Date first) {
    return add_months(first, Months{1}) - Days{1};
}

bool may_have_figures(Date first, Date today) {
    return last_of_month(first) < today && first >= add_months(first_of_month(today), -oldest_month);
}

Result<std::map<std::string, int>> read_team_figures_form(const PostedForm& form,
                                                          const std::vector<FigureKind>& kinds,
                                                          int headcount) {
    FieldReader reader{form};
    std::map<std::string, int> figures;
    for (const auto& kind : kinds) {
        const auto count = read_count(form, reader, kind.code);
        if (!count) continue;
        if (needs_many_people(kind.code) && headcount < many)
            reader.refuse(
                kind.code, "too_few_people",
                "L’équipe compte moins de 11 personnes ce mois-là : ce nombre désignerait quelqu’un.");
        figures.emplace(kind.code, *count);
    }
    if (figures.empty() && !kinds.empty() && reader.errors().empty())
        reader.refuse(kinds.front().code, "missing", "Entrez au moins un nombre.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return figures;
}

}  // namespace prevenance::forms
