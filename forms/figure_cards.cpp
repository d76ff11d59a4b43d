#include "forms/card_basis.h"
#include "forms/delay_card.h"
#include "forms/early_card.h"
#include "forms/figure_card.h"
#include "forms/figure_words.h"
#include "forms/french.h"
#include "forms/kept_in_work_card.h"
#include "forms/rate_card.h"
#include "forms/split_cards.h"
#include "forms/years_beside.h"

#include <algorithm>
#include <array>

namespace prevenance::forms {
namespace {

// A list that ends with the sentence would leave a pointer to nothing.
const FigureLine* largest_of(std::vector<FigureLine>&&) = delete;
const FigureLine* largest_of(const std::vector<FigureLine>& lines) {
    const FigureLine* largest = nullptr;
    for (const auto& line : lines)
        if (line.value && (largest == nullptr || *line.value > *largest->value)) largest = &line;
    return largest;
}

std::string hidden_sentence(const std::string& what, const FigureLine& line) {
    return what + " n’est pas publié. " + reason_words(line);
}

// "… : 12 % des personnes avec un signal, 9 % un an plus tôt"
std::string share_of_family(const DashboardView& view, const FigureLine& family) {
    std::string words = (view.family.empty() ? "Parmi les chiffres publiés, le plus grand concerne «\u00A0" : "«\u00A0") +
                        family.label + "\u00A0»\u00A0: environ " + grouped(*family.value) + " personnes";
    const auto share = rate_of(family.value, value_of(view.shown, "signals"));
    if (!share) return words + ".";
    words += ", soit " + std::to_string(*share) + "\u00A0% des personnes avec un signal";
    if (!view.year_before) return words + ".";
    const auto before =
        rate_of(value_of(*view.year_before, family.indicator), value_of(*view.year_before, "signals"));
    if (!before) return words + ".";
    return words + ", et " + std::to_string(*before) + "\u00A0% un an plus tôt.";
}

std::string coverage_sentence(const FiguresView& figures) {
    const auto members = value_of(figures, "employers");
    const auto covered = value_of(figures, "employees");
    std::string words = period_words(figures.starts_on, figures.ends_on) + "\u00A0: ";
    words += members ? counted(*members, "structure participe", "structures participent")
                     : std::string{"trop peu de structures participent pour en publier le nombre"};
    if (covered) words += ", avec environ " + grouped(*covered) + " salariés";
    return words + ".";
}

std::string signals_sentence(const FiguresView& figures) {
    const auto* line = find_line(figures, "signals");
    if (line == nullptr) return {};
    if (!line->value) return hidden_sentence("Le nombre de personnes avec un signal", *line);
    std::string words = "Environ " + grouped(*line->value) + " personnes ont eu au moins un signal";
    if (const auto rate = rate_of(line->value, value_of(figures, "employees")))
        return words + ", soit " + std::to_string(*rate) + " pour 100 salariés.";
    return words + ".";
}

FigureCard participation_card(const DashboardView& view) {
    auto sentence =
        coverage_sentence(view.shown) + " " + std::to_string(view.shown.hidden_percent) +
        "\u00A0% des chiffres de cette publication sont cachés, pour que personne ne soit reconnu.";
    auto card = bar_card(view, "participation", "Participation", sentence,
                         known_lines(view.shown, {"employees"}));
    // Structures and people are not on one scale: the table has both, the drawing people alone.
    const auto both = known_lines(view.shown, {"employers", "employees"});
    card.table = table_of(view, both);
    card.rows.clear();
    for (const auto& line : both) card.rows.push_back(row_of(line));
    return card;
}

FigureCard signals_card(const DashboardView& view) {
    return bar_card(view, "signaux", "Personnes avec un signal", signals_sentence(view.shown),
                    known_lines(view.shown, {"signals"}));
}

std::optional<FigureCard> families_card(const DashboardView& view) {
    const auto families = chosen_families(view);
    if (families.empty()) return std::nullopt;
    const auto* largest = largest_of(families);
    const auto sentence =
        largest != nullptr
            ? share_of_family(view, *largest)
            : std::string{"Aucune famille de signaux ne peut être publiée pour cette période."};
    return bar_card(view, "familles", "Types de constats", sentence, families);
}

std::string path_sentence(const std::vector<FigureLine>& steps) {
    std::string words;
    for (const auto& step : steps)
        if (step.value)
            words +=
                (words.empty() ? "" : "\u00A0; ") + step.label + "\u00A0: environ " + grouped(*step.value);
    if (words.empty()) return "Aucune étape ne peut être publiée pour cette période.";
    return words +
           ". Les étapes se suivent, mais une personne peut en sauter, et un parcours peut durer plus "
           "longtemps que la période.";
}

std::optional<FigureCard> path_card(const DashboardView& view) {
    const auto steps = known_lines(view.shown, {"suggestions", "talks", "invitations", "alerts",
                                                "stage_voice", "stage_visit", "stage_entered", "stage_left"});
    if (steps.empty()) return std::nullopt;
    return beside_years(bar_card(view, "parcours", "Du signal à l’accompagnement", path_sentence(steps), steps), view,
                        steps, years_before(view));
}

std::optional<FigureCard> measures_card(const DashboardView& view) {
    const auto lines = known_lines(view.shown, {"measures_asked", "measures_done"});
    if (lines.empty()) return std::nullopt;
    std::string sentence = "Des mesures de travail proposées, et réalisées selon l’employeur.";
    if (const auto rate =
            rate_of(value_of(view.shown, "measures_done"), value_of(view.shown, "measures_asked")))
        sentence = "Pour 100 personnes à qui des mesures ont été proposées, environ " +
                   std::to_string(*rate) +
                   " en ont une réalisée dans la même période. Ce ne sont pas toujours les mêmes personnes.";
    return bar_card(view, "mesures", "Mesures de travail", sentence, lines);
}

std::optional<FigureCard> outcomes_card(const DashboardView& view) {
    const auto lines =
        known_lines(view.shown, {"outcome_in_work", "outcome_not_in_work", "outcome_declined"});
    if (lines.empty()) return std::nullopt;
    const auto* largest = largest_of(lines);
    const auto sentence = largest != nullptr
                              ? "L’issue publiée la plus fréquente est «\u00A0" + largest->label +
                                    "\u00A0»\u00A0: environ " + grouped(*largest->value) + " personnes."
                              : std::string{"Aucune issue ne peut être publiée."};
    return beside_years(bar_card(view, "issues", "Issues de l’accompagnement", sentence, lines), view, lines,
                        years_before(view));
}

template <class... Cards>
std::vector<FigureCard> gathered(Cards... cards) {
    std::vector<FigureCard> all;
    (
        [&](std::optional<FigureCard> card) {
            if (card) all.push_back(std::move(*card));
        }(std::move(cards)),
        ...);
    return all;
}

std::vector<FigureCard> cards_of_the_whole(const DashboardView& view) {
    if (!view.family.empty()) return gathered(families_card(view), early_card(view), rate_card(view));
    return gathered(participation_card(view), signals_card(view), families_card(view), early_card(view),
                    rate_card(view), path_card(view), delay_card(view), measures_card(view), outcomes_card(view),
                    kept_in_work_card(view));
}

std::vector<FigureCard> all_cards(const DashboardView& view) {
    if (view.split != CellDimension::whole) {
        auto cards = split_cards(view);
        if (auto early = early_card(view)) cards.push_back(std::move(*early));
        return cards;
    }
    auto cards = cards_of_the_whole(view);
    for (auto& card : cards)
        if (card.basis.empty()) card.basis = card_basis(view, card.code);
    return cards;
}

}  // namespace

std::string headline(const FiguresView& figures) {
    auto words = coverage_sentence(figures) + " " + signals_sentence(figures);
    const auto families = families_of(figures);
    if (const auto* most = largest_of(families))
        words += " Parmi les chiffres publiés, le plus grand concerne «\u00A0" + most->label +
                 "\u00A0»\u00A0: environ " + grouped(*most->value) + " personnes.";
    return words;
}

std::vector<FigureCard> cards_of(const DashboardView& view) {
    auto cards = all_cards(view);
    if (!view.only_card.empty())
        std::erase_if(cards, [&](const auto& card) { return card.code != view.only_card; });
    return cards;
}

}  // namespace prevenance::forms
