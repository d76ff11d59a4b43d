#include "forms/backtest_chart.h"

#include "forms/backtest_words.h"
#include "forms/french.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

constexpr const char* title = "Échanges suggérés pour 100 salariés et par an, par règle";

bool is_drawn(const BacktestRuleFigures& rule) {
    return rule.family == RuleFamily::signal && rule.level == RuleLevel::individual && !rule.note;
}

Bar bar_of(const BacktestRuleFigures& rule, const std::string& suffix) {
    return {"Règle " + rule.rule + suffix, rule.tenths_per_hundred, rate_words(rule.tenths_per_hundred)};
}

std::string described(const std::vector<Bar>& bars, const BacktestFigures& figures) {
    std::string words = "Du " + short_date(figures.from) + " au " + short_date(figures.to) + "\u00a0: ";
    for (std::size_t i = 0; i < bars.size(); ++i)
        words += (i == 0 ? "" : "\u00a0; ") + bars[i].label + ", " + bars[i].words;
    return words + ".";
}

BarChart chart_with(std::vector<Bar> bars, const BacktestFigures& figures) {
    BarChart chart{"backtest", title, described(bars, figures), {}};
    chart.bars = std::move(bars);
    return chart;
}

}  // namespace

BarChart chart_of(const BacktestFigures& figures) {
    std::vector<Bar> bars;
    for (const auto& rule : figures.rules)
        if (is_drawn(rule)) bars.push_back(bar_of(rule, ""));
    return chart_with(std::move(bars), figures);
}

BarChart chart_of(const BacktestComparison& comparison) {
    std::vector<Bar> bars;
    for (const auto& rule : comparison.first.rules) {
        if (!is_drawn(rule)) continue;
        bars.push_back(bar_of(rule, ", avant"));
        const auto after = std::ranges::find(comparison.second.rules, rule.rule, &BacktestRuleFigures::rule);
        if (after != comparison.second.rules.end()) bars.push_back(bar_of(*after, ", après"));
    }
    return chart_with(std::move(bars), comparison.first);
}

std::string standalone_svg(const BarChart& chart) {
    constexpr std::string_view opening = "<svg ";
    constexpr std::string_view style =
        "<style>text{font:14px sans-serif;fill:#1d1d1f}.bar{fill:#1f5f8b}.hidden{fill:#fff;stroke:#1d1d1f}"
        ".axis{stroke:#1d1d1f;fill:none}</style>";
    auto drawing = draw(chart).text;
    drawing.insert(opening.size(), "xmlns=\"http://www.w3.org/2000/svg\" lang=\"fr\" ");
    drawing.insert(drawing.find("<defs>"), style);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + drawing + "\n";
}

}  // namespace prevenance::forms
