#include "rules/predicates/figure_ratio.h"

#include "rules/predicates/figures.h"

namespace prevenance::rules {
namespace {

namespace ratio = ratio_of_figures;

constexpr auto parameters = ratio::parameters("at_least");

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = ratio::sums(question, team, as_of);
    return ratio::is_readable(question, team, now, as_of) && now.count > 0 &&
           now.ratio(question.values[ratio::scale]) >= question.values[ratio::limit];
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = ratio::sums(question, team, as_of);
    const auto most = largest_below(question.values[ratio::limit], now.per, question.values[ratio::scale]);
    return {Change::Of::figures, now.count - most, false, question.codes};
}

}  // namespace

constinit const Predicate figure_ratio{"figure_ratio",
                                       RuleFamily::signal,
                                       Counts::figures,
                                       parameters,
                                       ratio::counted,
                                       TeamAnswer{holds, ratio::gather, ratio::turns, change, ratio::missing},
                                       "per"};

}  // namespace prevenance::rules
