// From the outcome of a backtest to figures that tell on nobody. A count of 1 to 10 persons is hidden, and so
// is one whose complement among those watched, or among those with any suggestion, is that small; what is
// shown of persons and suggestions is rounded to five. Over a whole instance the rules of domain/disclosure.h
// hold too: three employers, none above 85 %. The surprise: beside other rules a figure is hidden as well
// when the two differ by 1 to 10 persons, because the difference is what would be read.
#pragma once

#include "domain/backtest_figures.h"
#include "rules/backtest.h"

namespace prevenance::rules {

// Who reads: somebody who works for the one employer whose history it is, or the administrator of an
// instance, who may see no employer's figures.
enum class BacktestAudience { one_employer, whole_instance };

BacktestFigures figures_of(const RuleSet& rules, const BacktestOutcome& outcome, BacktestAudience audience);

struct BacktestOf {
    const RuleSet& rules;
    const BacktestOutcome& outcome;
};

// Both must have walked over the same histories and the same period.
BacktestComparison compare(const BacktestOf& first, const BacktestOf& second, BacktestAudience audience);

}  // namespace prevenance::rules
