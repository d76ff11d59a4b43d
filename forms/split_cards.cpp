#include "forms/split_cards.h"

#include "forms/bar_chart.h"
#include "forms/figure_card.h"
#include "forms/figure_words.h"
#include "forms/french.h"
#include "forms/rate_card.h"
#include "forms/tile_map.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

// A longer table has a page of its own: the dashboard stays light enough for a phone.
constexpr std::size_t most_rows_beside_others = 40;

std::string label_of(const FigureLine& line) {
    return category_words(line.dimension, line.category, line.category_label);
}

struct SplitPlace {
    CardRow row;
    FigureLine figure;
    std::optional<int> rate;  // per 100 employees
};

// What the split is about: all signals, or the family that the address asks for.
std::string split_indicator(const DashboardView& view) {
    return view.family.empty() ? "signals" : view.family;
}

// "Personnes avec un signal", "Façon de travailler"
std::string split_title(const DashboardView& view) {
    const auto* line = view.family.empty() ? nullptr : find_line(view.shown, view.family);
    return line == nullptr ? "Personnes avec un signal" : line->label;
}

// Each category with such a figure, its rate where one may be said: highest first, the hidden ones last.
std::vector<SplitPlace> places_of(const DashboardView& view) {
    std::vector<SplitPlace> places;
    for (const auto& line : lines_by(view.shown, split_indicator(view), view.split)) {
        const auto whole = value_of(view.shown, "employees", view.split, line.category);
        SplitPlace place{row_of(line), line, rate_of(line.value, whole)};
        place.row.label = label_of(line);
        if (place.rate)
            place.row.value += " sur environ " + grouped(*whole) + " salariés, soit " +
                               std::to_string(*place.rate) + " pour 100";
        if (const auto mean = mean_rate(view, line.indicator, line.category))
            place.row.further_values = {mean_rate_words(mean)};
        places.push_back(std::move(place));
    }
    std::ranges::stable_sort(places, [](const auto& first, const auto& second) {
        return std::pair{first.rate.value_or(-1), first.figure.value.value_or(-1)} >
               std::pair{second.rate.value_or(-1), second.figure.value.value_or(-1)};
    });
    return places;
}

std::string split_sentence(const std::vector<SplitPlace>& places) {
    const auto said = std::ranges::count_if(places, [](const auto& place) { return place.rate.has_value(); });
    if (said == 0) return "Aucun taux ne peut être publié pour cette répartition. Élargissez la période.";
    return "Le taux publié le plus élevé est «\u00A0" + places.front().row.label +
           "\u00A0»\u00A0: " + std::to_string(*places.front().rate) + " personnes pour 100 salariés. " +
           std::to_string(said) + " taux sur " + std::to_string(places.size()) + " sont publiés.";
}

Html map_of(const DashboardView& view, const std::vector<SplitPlace>& places) {
    TileMap map{"carte", split_title(view) + " pour 100 salariés, " + period_of(view), {}, {}};
    for (const auto& place : places) map.values[place.figure.category] = place.rate;
    const auto bounds = class_bounds(map);
    std::string legend;
    for (std::size_t one = 0; one < bounds.size(); ++one)
        legend += (one == 0 ? "Classe " : "\u00A0; classe ") + std::to_string(one + 1) + "\u00A0: jusqu’à " +
                  std::to_string(bounds[one]) + " pour 100";
    if (!legend.empty()) legend += ". ";
    map.description =
        "Carte en carrés égaux, un par département. " + legend +
        "Hachuré\u00A0: non publié. Vide\u00A0: hors du réseau. La liste à côté dit la même chose.";
    return {"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Carte\">" + draw(map).text +
            "</div><p class=\"note\">" + legend +
            "Hachuré\u00A0: non publié. Vide\u00A0: aucun salarié du réseau.</p>"};
}

// Of the split, and of the family that the address asks for with what its rates are computed from.
std::vector<FigureLine> split_lines(const DashboardView& view) {
    std::vector<FigureLine> lines;
    std::ranges::copy_if(view.shown.lines, std::back_inserter(lines), [&](const auto& line) {
        return line.dimension == view.split &&
               (view.family.empty() || line.indicator == view.family || line.indicator == "employees");
    });
    return lines;
}

std::string covered_words(const DashboardView& view) {
    const auto covered = value_of(view.shown, "employees");
    return covered ? ", environ " + grouped(*covered) + " dans tout le réseau" : std::string{};
}

Html bars_of(const DashboardView& view, const FigureCard& card, const std::vector<SplitPlace>& places) {
    BarChart chart{"graphique-repartition", card.title + ", " + period_of(view), described(card.rows), {}};
    for (const auto& place : places)
        chart.bars.push_back({place.row.label, place.figure.value, value_words(place.figure)});
    return draw(chart);
}

// The mean stands in every row or in none: a column with gaps would move its values under another title.
void add_mean_rates(FigureCard& card) {
    if (std::ranges::all_of(card.rows, [](const auto& row) { return row.further_values.empty(); })) return;
    card.value_titles.emplace_back("Pour 100, en moyenne par trimestre");
    for (auto& row : card.rows)
        if (row.further_values.empty()) row.further_values = {mean_rate_words(std::nullopt)};
}

FigureCard places_card(const DashboardView& view, const std::vector<SplitPlace>& places) {
    FigureCard card{
        "repartition", split_title(view), split_sentence(places), {}, {}, table_of(view, split_lines(view))};
    for (const auto& place : places) card.rows.push_back(place.row);
    card.row_title = "Catégorie";
    const bool is_map = view.split == CellDimension::department;
    card.chart = is_map ? map_of(view, places) : bars_of(view, card, places);
    if (is_map) {
        card.row_title = "Département";
        card.title = view.family.empty() ? "Carte des départements" : "Carte\u00A0: " + split_title(view);
    }
    card.basis = "Calculé sur les salariés couverts de chaque ligne" + covered_words(view) +
                 "\u00A0; un taux d’un territoire compte les personnes de ce territoire seul.";
    add_mean_rates(card);
    return card;
}

std::string published_or_not(const std::vector<FigureLine>& lines, const std::string& category) {
    const auto at = std::ranges::find(lines, category, &FigureLine::category);
    return at == lines.end() || !at->value ? "non publié" : grouped(*at->value);
}

std::string families_sentence(const std::vector<FigureLine>& cells) {
    const auto shown = std::ranges::count_if(cells, [](const auto& cell) { return cell.value.has_value(); });
    return std::to_string(shown) + " chiffres sur " + std::to_string(cells.size()) +
           " sont publiés. Le fichier CSV dit pourquoi les autres ne le sont pas.";
}

// A line for each département, a column for each family.
std::optional<FigureCard> families_card(const DashboardView& view) {
    std::vector<std::vector<FigureLine>> columns;
    std::vector<FigureLine> cells;
    FigureCard card{"familles-par-departement", "Familles par département", {}, {}, {}, {}};
    card.row_title = "Département";
    card.value_titles = {"Salariés couverts"};
    for (const auto& family : families_of(view.shown)) {
        auto lines = lines_by(view.shown, family.indicator, view.split);
        if (lines.empty()) continue;
        card.value_titles.push_back(family.label);
        std::ranges::copy(lines, std::back_inserter(cells));
        columns.push_back(std::move(lines));
    }
    if (columns.empty()) return std::nullopt;
    const auto covered = lines_by(view.shown, "employees", view.split);
    for (const auto& line : columns.front()) {
        CardRow row{label_of(line), published_or_not(covered, line.category)};
        for (const auto& column : columns)
            row.further_values.push_back(published_or_not(column, line.category));
        card.rows.push_back(std::move(row));
    }
    card.sentence = families_sentence(cells);
    if (view.only_card.empty() && card.rows.size() > most_rows_beside_others) {
        card.sentence +=
            " Son tableau de " + std::to_string(card.rows.size()) + " lignes est sur la page à imprimer.";
        card.rows.clear();
    }
    card.table = table_of(view, cells);
    card.basis =
        "Calculé sur les salariés couverts de chaque département, dans la première colonne. Une personne "
        "compte "
        "dans chaque famille où elle a un signal.";
    return card;
}

}  // namespace

std::vector<FigureCard> split_cards(const DashboardView& view) {
    const auto places = places_of(view);
    if (places.empty()) return {};
    std::vector<FigureCard> cards{places_card(view, places)};
    if (view.split != CellDimension::department || !view.family.empty()) return cards;
    if (auto families = families_card(view)) cards.push_back(std::move(*families));
    return cards;
}

}  // namespace prevenance::forms
