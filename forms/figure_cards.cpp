#include "forms/bar_card.h"
#include "forms/bar_chart.h"
#include "forms/delay_card.h"
#include "forms/figure_words.h"
#include "forms/french.h"
#include "forms/kept_in_work_card.h"
#include "forms/svg_text.h"
#include "forms/tile_map.h"

#include <algorithm>
#include <array>

namespace prevenance::forms {
namespace {

constexpr std::string_view family_prefix = "signals_";

std::string period_of(const DashboardView& view) {
    return period_words(view.shown.starts_on, view.shown.ends_on);
}

std::vector<FigureLine> families_of(const FiguresView& figures) {
    std::vector<FigureLine> lines;
    for (const auto& line : figures.lines)
        if (line.indicator.starts_with(family_prefix) && line.dimension == CellDimension::whole)
            lines.push_back(line);
    return lines;
}

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
    std::string words = "Parmi les chiffres publiés, le plus grand concerne «\u00A0" + family.label +
                        "\u00A0»\u00A0: environ " + grouped(*family.value) + " personnes";
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
    const auto families = families_of(view.shown);
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
    return beside_years(bar_card(view, "parcours", "Du signal à l’accompagnement", path_sentence(steps), steps), steps,
                        years_before(view));
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
    return beside_years(bar_card(view, "issues", "Issues de l’accompagnement", sentence, lines), lines,
                        years_before(view));
}

struct SplitPlace {
    CardRow row;
    FigureLine signals;
    std::optional<int> rate;  // per 100 employees
};

// Each category with a signal figure, its rate where one may be said: highest first, the hidden ones last.
std::vector<SplitPlace> places_of(const DashboardView& view) {
    const auto covered = lines_by(view.shown, "employees", view.split);
    std::vector<SplitPlace> places;
    for (const auto& line : lines_by(view.shown, "signals", view.split)) {
        const auto at = std::ranges::find(covered, line.category, &FigureLine::category);
        const auto whole = at == covered.end() ? std::nullopt : at->value;
        SplitPlace place{row_of(line), line, rate_of(line.value, whole)};
        if (view.split == CellDimension::department && line.category != line.category_label)
            place.row.label = line.category + " " + line.category_label;
        if (place.rate)
            place.row.value += " sur environ " + grouped(*whole) + " salariés, soit " +
                               std::to_string(*place.rate) + " pour 100";
        places.push_back(std::move(place));
    }
    std::ranges::stable_sort(places, [](const auto& first, const auto& second) {
        return std::pair{first.rate.value_or(-1), first.signals.value.value_or(-1)} >
               std::pair{second.rate.value_or(-1), second.signals.value.value_or(-1)};
    });
    return places;
}

std::string split_sentence(const std::vector<SplitPlace>& places) {
    const auto said = std::ranges::count_if(places, [](const auto& place) { return place.rate.has_value(); });
    if (said == 0) return "Aucun taux ne peut être publié pour cette répartition. Élargissez la période.";
    return "Le taux publié le plus élevé est «\u00A0" + places.front().row.label +
           "\u00A0»\u00A0: " + std::to_string(*places.front().rate) +
           " personnes avec un signal pour 100 salariés. " + std::to_string(said) + " taux sur " +
           std::to_string(places.size()) + " sont publiés.";
}

std::vector<FigureLine> split_lines(const DashboardView& view) {
    std::vector<FigureLine> lines;
    std::ranges::copy_if(view.shown.lines, std::back_inserter(lines),
                         [&](const auto& line) { return line.dimension == view.split; });
    return lines;
}

Html map_of(const DashboardView& view, const std::vector<SplitPlace>& places) {
    TileMap map{"carte", "Personnes avec un signal pour 100 salariés, " + period_of(view), {}, {}};
    for (const auto& place : places) map.values[place.signals.category] = place.rate;
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

std::vector<FigureCard> split_cards(const DashboardView& view) {
    const auto places = places_of(view);
    if (places.empty()) return {};
    FigureCard card{"repartition",
                    "Personnes avec un signal",
                    split_sentence(places),
                    {},
                    {},
                    table_of(view, split_lines(view))};
    for (const auto& place : places) card.rows.push_back(place.row);
    if (view.split == CellDimension::department) {
        card.title = "Carte des départements";
        card.chart = map_of(view, places);
        return {card};
    }
    BarChart chart{"graphique-repartition", card.title + ", " + period_of(view), described(card.rows), {}};
    for (const auto& place : places)
        chart.bars.push_back({place.row.label, place.signals.value, value_words(place.signals)});
    card.chart = draw(chart);
    return {card};
}

std::string range_words(const UsualRange& usual) {
    return "d’habitude de " + std::to_string(usual.lower) + " à " + std::to_string(usual.upper);
}

std::string last_value_words(const ObservedSeries& series) {
    const auto& value = series.columns.back().value;
    return value ? "environ " + grouped(*value) : std::string{"non publié"};
}

std::string judgement_words(const ObservedSeries& series) {
    if (series.columns.back().usual)
        return (series.departs() ? "Au-dessus du niveau habituel\u00A0: " : "Au niveau habituel\u00A0: ") +
               range_words(*series.columns.back().usual) + ".";
    if (series.quarters_known == 0) return "Ce trimestre n’est pas publié.";
    return "Pas encore assez de trimestres publiés à la suite\u00A0: " +
           std::to_string(series.quarters_known) + " sur " + std::to_string(quarters_for_a_usual_level) + ".";
}

std::string early_sentence(const DashboardView& view) {
    std::string departing;
    for (const auto& series : view.observed)
        if (series.departs())
            departing += std::string{departing.empty() ? "" : ", "} + "«\u00A0" + series.label + "\u00A0»";
    const bool any_judged = std::ranges::any_of(
        view.observed, [](const auto& series) { return series.columns.back().usual.has_value(); });
    if (!any_judged)
        return "Pas encore assez de trimestres pour dire ce qui est habituel\u00A0: il en faut huit à la "
               "suite.";
    const auto& day = view.observed.front().last_quarter;
    const auto quarter = period_in_sentence(day, day + Days{80});
    if (departing.empty()) return "Au " + quarter + ", aucun chiffre publié ne sort de son niveau habituel.";
    return "Au " + quarter + ", plus que d’habitude\u00A0: " + departing +
           ". Ce chiffre ne dit ni pourquoi, ni dans quelle structure.";
}

QuarterChart chart_of(const ObservedSeries& series, std::size_t number) {
    QuarterChart chart{"tot-" + std::to_string(number), series.label + ", par trimestre", {}, series.columns};
    for (const auto& column : series.columns)
        chart.description += column.label + "\u00A0: " +
                             (column.value ? std::to_string(*column.value) : std::string{"non publié"}) +
                             "\u00A0; ";
    chart.description += judgement_words(series);
    return chart;
}

// All of a network's few series are drawn; of territories those that depart, and the list has them all.
bool is_drawn(const DashboardView& view, const ObservedSeries& series) {
    return view.split == CellDimension::whole || series.departs();
}
constexpr std::size_t most_drawn = 6;

CsvTable early_table(const DashboardView& view) {
    CsvTable table{
        {"Réseau", "Trimestre", "Chiffre", "Valeur arrondie", "Attendu", "Habituel de", "Habituel à"}, {}};
    const auto number = [](std::optional<int> value) {
        return value ? CsvCell{std::int64_t{*value}} : CsvCell{};
    };
    for (const auto& series : view.observed)
        for (const auto& column : series.columns) {
            const auto& usual = column.usual;
            table.rows.push_back({view.shown.network_name, column.label, series.label,
                                  column.value ? number(column.value) : CsvCell{std::string{"n.d."}},
                                  usual ? number(usual->expected) : CsvCell{},
                                  usual ? number(usual->lower) : CsvCell{},
                                  usual ? number(usual->upper) : CsvCell{}});
        }
    return table;
}

std::optional<FigureCard> early_card(const DashboardView& view) {
    if (view.observed.empty()) return std::nullopt;
    FigureCard card{"observer-tot", "Observer tôt", early_sentence(view), {}, {}, early_table(view)};
    std::size_t drawn = 0;
    for (const auto& series : view.observed) {
        card.rows.push_back({series.label, last_value_words(series), judgement_words(series)});
        if (!is_drawn(view, series) || drawn == most_drawn) continue;
        ++drawn;
        card.chart.text += "<h3>" + svg_escaped(series.label) + "</h3>" + draw(chart_of(series, drawn)).text;
    }
    return card;
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

std::vector<FigureCard> all_cards(const DashboardView& view) {
    if (view.split == CellDimension::whole)
        return gathered(participation_card(view), signals_card(view), families_card(view), early_card(view),
                        path_card(view), delay_card(view), measures_card(view), outcomes_card(view),
                        kept_in_work_card(view));
    auto cards = split_cards(view);
    if (auto early = early_card(view)) cards.push_back(std::move(*early));
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
