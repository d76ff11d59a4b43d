// A backtest for programs. A number that is not shown is null, never 0.
#pragma once

#include "domain/backtest_figures.h"
#include "forms/backtest_words.h"

#include <string>
#include <vector>

namespace prevenance::forms {

std::string backtest_json(const BacktestFigures& figures);
std::string backtest_json(const BacktestComparison& comparison);
std::string backtest_grid_json(const std::vector<BacktestVariant>& variants);

}  // namespace prevenance::forms
