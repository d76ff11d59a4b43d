#include "forms/rate_card.h"

#include "forms/figure_card.h"
#include "forms/figure_words.h"
#include "forms/french.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

std::optional<int> rate_in(const FiguresView& quarter, std::string_view indicator) {
    return rate_of(value_of(quarter, indicator), value_of(quarter, "employees"));
}

std::string rate_words(std::optional<int> rate) {
    return rate ? std::to_string(*rate) : std::string{"non publié"};
}

std::vector<FigureLine> rated_lines(const DashboardView& view) {
    auto lines = view.family.empty() ? known_lines(view.shown, {"signals"}) : std::vector<FigureLine>{};
    std::ranges::copy(chosen_families(view), std::back_inserter(lines));
    return lines;
}

std::string rate_sentence(const DashboardView& view, const FigureLine& first) {
    const auto mean = mean_rate(view, first.indicator, {});
    if (!mean) return "Aucun taux ne peut être publié pour deux trimestres au moins.";
    return first.label + "\u00A0: " + std::to_string(mean->percent) +
           " pour 100 salariés et par trimestre, en moyenne sur " + std::to_string(mean->quarters) +
           " trimestres publiés.";
}

CsvTable rate_file(const DashboardView& view, const std::vector<FigureLine>& lines) {
    CsvTable table{{"Réseau", "Trimestre", "Chiffre", "Pour 100 salariés", "Personnes", "Salariés couverts"},
                   {}};
    const auto number = [](std::optional<int> value) {
        return value ? CsvCell{std::int64_t{*value}} : CsvCell{std::string{"n.d."}};
    };
    for (const auto* quarter : last_quarters(view))
        for (const auto& line : lines)
            table.rows.push_back({view.shown.network_name, short_quarter(quarter->starts_on), line.label,
                                  number(rate_in(*quarter, line.indicator)),
                                  number(value_of(*quarter, line.indicator)),
                                  number(value_of(*quarter, "employees"))});
    return table;
}

Html drawn_rates(const DashboardView& view, const FigureLine& line) {
    QuarterChart chart{"graphique-taux", line.label + " pour 100 salariés, par trimestre", {}, {}};
    for (const auto* quarter : last_quarters(view)) {
        chart.columns.push_back(
            {short_quarter(quarter->starts_on), rate_in(*quarter, line.indicator), std::nullopt});
        chart.description +=
            chart.columns.back().label + "\u00A0: " + rate_words(chart.columns.back().value) + "\u00A0; ";
    }
    chart.description += "pour 100 salariés.";
    return draw(chart);
}

}  // namespace

std::optional<MeanRate> mean_rate(const DashboardView& view, std::string_view indicator,
                                  std::string_view category) {
    const auto split = category.empty() ? CellDimension::whole : view.split;
    int part = 0;
    int whole = 0;
    int quarters = 0;
    for (const auto* quarter : last_quarters(view)) {
        const auto counted_here = value_of(*quarter, indicator, split, category);
        const auto covered = value_of(*quarter, "employees", split, category);
        if (!rate_of(counted_here, covered)) continue;
        part += *counted_here;
        whole += *covered;
        ++quarters;
    }
    const auto percent = rate_of(part, whole);
    if (quarters < 2 || !percent) return std::nullopt;
    return MeanRate{*percent, quarters};
}

std::string mean_rate_words(const std::optional<MeanRate>& mean) {
    if (!mean) return "non publié";
    return std::to_string(mean->percent) + " (" + std::to_string(mean->quarters) + " trimestres)";
}

std::optional<FigureCard> rate_card(const DashboardView& view) {
    const auto quarters = last_quarters(view);
    const auto lines = rated_lines(view);
    if (quarters.size() < 2 || lines.empty()) return std::nullopt;
    FigureCard card{"taux",
                    "Pour 100 salariés, par trimestre",
                    rate_sentence(view, lines.front()),
                    drawn_rates(view, lines.front()),
                    {},
                    rate_file(view, lines)};
    card.row_title = "Trimestre";
    card.value_titles.clear();
    for (const auto& line : lines) card.value_titles.push_back(line.label);
    for (const auto* quarter : quarters) {
        CardRow row{short_quarter(quarter->starts_on),
                    rate_words(rate_in(*quarter, lines.front().indicator))};
        for (std::size_t i = 1; i < lines.size(); ++i)
            row.further_values.push_back(rate_words(rate_in(*quarter, lines[i].indicator)));
        card.rows.push_back(std::move(row));
    }
    const auto covered = value_of(*quarters.back(), "employees");
    card.basis = "Calculé sur les salariés couverts de chaque trimestre, de " +
                 short_quarter(quarters.front()->starts_on) + " à " +
                 short_quarter(quarters.back()->starts_on) +
                 (covered ? "\u00A0: environ " + grouped(*covered) + " au dernier." : std::string{"."});
    return card;
}

}  // namespace prevenance::forms
