// The chart of a backtest: suggested talks per 100 employees and year, a bar for each rule about persons, two
// where rules are compared. For the page, and as a file that stands alone. The surprise: the order is that of
// the rules, never of the bars' lengths, and a bar bears the rule's name only, because titles are longer than
// a phone is wide.
#pragma once

#include "domain/backtest_figures.h"
#include "forms/bar_chart.h"

#include <string>

namespace prevenance::forms {

BarChart chart_of(const BacktestFigures& figures);
BarChart chart_of(const BacktestComparison& comparison);

// An SVG document with its own colours, and the table beside it in words inside <desc>.
std::string standalone_svg(const BarChart& chart);

}  // namespace prevenance::forms
