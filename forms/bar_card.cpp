#include "forms/bar_card.h"

#include "forms/bar_chart.h"
#include "forms/figure_words.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

// "Année 2025 : environ 45 ; année 2024 : non publié."
std::string words_of_years(const FigureLine& figure, const std::vector<FiguresView>& years) {
    std::string words;
    for (const auto& year : years) {
        const auto* line = find_line(year, figure.indicator);
        if (line == nullptr) continue;
        words += (words.empty() ? period_words(year.starts_on, year.ends_on)
                                : "\u00A0; " + period_in_sentence(year.starts_on, year.ends_on)) +
                 "\u00A0: " + value_words(*line);
    }
    return words.empty() ? words : words + ".";
}

CsvTable table_of_figures(FiguresView figures, std::vector<FigureLine> lines) {
    figures.lines = std::move(lines);
    return figures_table_for_people(figures);
}

}  // namespace

std::vector<FigureLine> known_lines(const FiguresView& figures,
                                    std::initializer_list<std::string_view> indicators) {
    std::vector<FigureLine> lines;
    for (const auto indicator : indicators)
        if (const auto* line = find_line(figures, indicator)) lines.push_back(*line);
    return lines;
}

CardRow row_of(const FigureLine& line) {
    return {line.category.empty() ? line.label : line.category_label, value_words(line), reason_words(line)};
}

CsvTable table_of(const DashboardView& view, const std::vector<FigureLine>& lines) {
    return table_of_figures(view.shown, lines);
}

std::string described(const std::vector<CardRow>& rows) {
    std::string words;
    for (const auto& row : rows)
        words += (words.empty() ? "" : "\u00A0; ") + row.label + "\u00A0: " + row.value;
    return words + ".";
}

FigureCard bar_card(const DashboardView& view, std::string code, std::string title, std::string sentence,
                    const std::vector<FigureLine>& lines) {
    FigureCard card{std::move(code), std::move(title), std::move(sentence), {}, {}, table_of(view, lines)};
    BarChart chart{"graphique-" + card.code,
                   card.title + ", " + period_words(view.shown.starts_on, view.shown.ends_on), {}, {}};
    for (const auto& line : lines) {
        card.rows.push_back(row_of(line));
        chart.bars.push_back({card.rows.back().label, line.value, card.rows.back().value});
    }
    chart.description = described(card.rows);
    card.chart = draw(chart);
    return card;
}

std::vector<FiguresView> years_before(const DashboardView& view) {
    std::vector<FiguresView> years;
    if (!is_year(view.shown)) return years;
    std::ranges::copy_if(view.all, std::back_inserter(years), [&](const auto& one) {
        return is_year(one) && one.starts_on < view.shown.starts_on;
    });
    std::ranges::sort(years, std::ranges::greater{}, &FiguresView::starts_on);
    return years;
}

FigureCard beside_years(FigureCard card, const std::vector<FigureLine>& lines, const std::vector<FiguresView>& years) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto words = words_of_years(lines[i], years);
        if (words.empty()) continue;
        auto& reason = card.rows[i].reason;
        reason += (reason.empty() ? "" : " ") + words;
    }
    for (const auto& year : years) {
        std::vector<FigureLine> same;
        for (const auto& line : lines)
            if (const auto* found = find_line(year, line.indicator)) same.push_back(*found);
        std::ranges::move(table_of_figures(year, std::move(same)).rows, std::back_inserter(card.table.rows));
    }
    return card;
}

}  // namespace prevenance::forms
