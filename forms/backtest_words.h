// A backtest in French words: the sentences that stand on the page and in the terminal alike, and the whole
// of it as plain text. It is filled from figures in which nothing tells on a person. The surprise: a number
// that is not shown says so and why, and never how large it is.
#pragma once

#include "domain/backtest_figures.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

std::string count_words(const ShownCount& count);          // "environ 45", "0", "non montré"
std::string rate_words(const std::optional<int>& tenths);  // "15,2", "non montré"
std::string title_of(const BacktestFigures& figures);      // with the period

// What the figures say: how many suggestions, how early, and how many that nothing followed. One sentence
// each.
std::vector<std::string> sentences_of(const BacktestFigures& figures);
// How far the history reaches, which rows of a file were left out and why, and whose thresholds the rules had.
// Empty where that is not known.
std::vector<std::string> history_sentences(const BacktestFigures& figures);
// The rules that never fired, in one sentence; empty where there is none.
std::string silent_rules_of(const BacktestFigures& figures);
// Who would have had a suggestion under one set of rules only.
std::string change_words(const BacktestChange& change);
// How to read "environ" and "non montré".
std::string how_to_read_backtest();

std::string backtest_text(const BacktestFigures& figures);
std::string backtest_text(const BacktestComparison& comparison);

// Other thresholds tried one after the other, each beside the rules as they are.
struct BacktestVariant {
    std::string name;  // "S1.few = 4"
    BacktestComparison comparison;
};
std::string backtest_grid_text(const std::vector<BacktestVariant>& variants);

}  // namespace prevenance::forms
