#include "forms/team_figures_form.h"

#include "forms/field_reader.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr std::size_t most_digits = 6;
constexpr Months oldest_month{60};

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
        reader.refuse(name, "not_a_number", "Écrivez un nombre entier, sans virgule ni unité : 1240.");
        return std::nullopt;
    }
    if (text.size() > most_digits) {
        reader.refuse(name, "too_large", "Ce nombre est trop grand : 999 999 au plus.");
        return std::nullopt;
    }
    return std::stoi(text);
}

}  // namespace

const std::vector<FigureKind>& figure_kinds() {
    static const std::vector<FigureKind> kinds{
        {"HEURES_TRAVAILLEES", "Heures travaillées", "Par toute l’équipe, en heures entières."},
        {"INTERVENTIONS", "Interventions réalisées", ""},
        {"RECLAMATIONS", "Réclamations et événements indésirables", ""},
        {"CHANGEMENTS_TARDIFS", "Changements de planning tardifs", "Annoncés moins de 7 jours avant."},
        {"SANS_REUNION", "Personnes sans réunion d’équipe", "Aucune réunion pendant les 30 derniers jours du mois."},
        {"TOURNEES_SEULES", "Personnes qui travaillent toujours seules", "Toutes leurs tournées du mois."},
        {"AMENAGEMENTS_PRECONISES", "Aménagements de poste préconisés", "Par le médecin du travail, pour toute l’équipe.",
         true},
        {"AMENAGEMENTS_REALISES", "Aménagements de poste réalisés", "", true},
        {"INAPTITUDES", "Avis d’inaptitude reçus", "", true},
        {"VISITES_DEMANDEES", "Visites à la demande",
         "Celles que vous avez demandées. Une personne peut en demander une sans vous le dire : ne cherchez pas à le "
         "savoir.",
         true},
    };
    return kinds;
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

Result<std::map<std::string, int>> read_team_figures_form(const PostedForm& form, int headcount) {
    FieldReader reader{form};
    std::map<std::string, int> figures;
    for (const auto& kind : figure_kinds()) {
        const auto count = read_count(form, reader, kind.code);
        if (!count) continue;
        if (kind.needs_many && headcount < many)
            reader.refuse(kind.code, "too_few_people",
                          "L’équipe compte moins de 11 personnes ce mois-là : ce nombre désignerait quelqu’un.");
        figures.emplace(kind.code, *count);
    }
    if (figures.empty() && reader.errors().empty())
        reader.refuse(figure_kinds().front().code, "missing", "Entrez au moins un nombre.");
    if (!reader.errors().empty()) return fail(reader.take_errors());
    return figures;
}

}  // namespace prevenance::forms
