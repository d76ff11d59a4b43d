#include "forms/figure_card.h"

#include "forms/bar_chart.h"
#include "forms/figure_words.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr std::size_t most_quarters = 8;

TemplateData::List word_list(const std::vector<std::string>& texts) {
    TemplateData::List list;
    for (const auto& text : texts) list.push_back(TemplateData{}.set("words", text));
    return list;
}

}  // namespace

std::string period_of(const DashboardView& view) {
    return period_words(view.shown.starts_on, view.shown.ends_on);
}

CardRow row_of(const FigureLine& line) {
    return {line.category.empty() ? line.label : line.category_label, value_words(line), reason_words(line)};
}

CsvTable table_of(const DashboardView& view, const std::vector<FigureLine>& lines) {
    auto figures = view.shown;
    figures.lines = lines;
    return figures_table_for_people(figures);
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
    BarChart chart{"graphique-" + card.code, card.title + ", " + period_of(view), {}, {}};
    for (const auto& line : lines) {
        card.rows.push_back(row_of(line));
        chart.bars.push_back({card.rows.back().label, line.value, card.rows.back().value});
    }
    chart.description = described(card.rows);
    card.chart = draw(chart);
    return card;
}

TemplateData::List rows_data(const FigureCard& card) {
    TemplateData::List rows;
    for (const auto& row : card.rows)
        rows.push_back(TemplateData{}
                           .set("row_label", row.label)
                           .set("row_value", row.value)
                           .set("further_values", word_list(row.further_values))
                           .set_optional("row_reason", row.reason));
    return rows;
}

TemplateData::List value_titles_data(const FigureCard& card) {
    return word_list(card.value_titles);
}

std::vector<const FiguresView*> last_quarters(const DashboardView& view) {
    std::vector<const FiguresView*> quarters;
    for (const auto& one : view.all)
        if (!is_year(one) && one.ends_on <= view.shown.ends_on) quarters.push_back(&one);
    std::ranges::sort(quarters, {}, [](const auto* one) { return one->starts_on; });
    if (quarters.size() > most_quarters) quarters.erase(quarters.begin(), quarters.end() - most_quarters);
    return quarters;
}

}  // namespace prevenance::forms
