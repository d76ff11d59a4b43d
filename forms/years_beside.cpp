#include "forms/years_beside.h"

#include "forms/figure_card.h"
#include "forms/figure_words.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr std::size_t most_columns = 3;  // of years before: more are not read on a telephone

std::string value_in(const FiguresView& year, const FigureLine& figure) {
    const auto* line = find_line(year, figure.indicator);
    return line == nullptr ? "pas compté" : value_words(*line);
}

void add_to_file(CsvTable& file, FiguresView year, const std::vector<FigureLine>& figures) {
    std::vector<FigureLine> same;
    for (const auto& figure : figures)
        if (const auto* line = find_line(year, figure.indicator)) same.push_back(*line);
    year.lines = std::move(same);
    std::ranges::move(figures_table_for_people(year).rows, std::back_inserter(file.rows));
}

}  // namespace

std::vector<FiguresView> years_before(const DashboardView& view) {
    std::vector<FiguresView> years;
    if (!is_year(view.shown)) return years;
    std::ranges::copy_if(view.all, std::back_inserter(years), [&](const auto& one) {
        return is_year(one) && one.starts_on < view.shown.starts_on;
    });
    std::ranges::sort(years, std::ranges::greater{}, &FiguresView::starts_on);
    return years;
}

FigureCard beside_years(FigureCard card, const DashboardView& view, const std::vector<FigureLine>& lines,
                        const std::vector<FiguresView>& years) {
    if (years.empty()) return card;
    card.value_titles = {period_of(view)};
    for (const auto& year : years) {
        add_to_file(card.table, year, lines);
        if (card.value_titles.size() > most_columns) continue;
        card.value_titles.push_back(period_words(year.starts_on, year.ends_on));
        for (std::size_t i = 0; i < lines.size(); ++i)
            card.rows[i].further_values.push_back(value_in(year, lines[i]));
    }
    return card;
}

}  // namespace prevenance::forms
