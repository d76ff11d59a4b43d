#include "rules/predicates/low_figure_ratio.h"

#include "rules/predicates/figures.h"

namespace prevenance::rules {
namespace {

namespace ratio = ratio_of_figures;

constexpr auto parameters = ratio::parameters("at_most");

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = ratio::sums(question, team, as_of);
    return ratio::is_readable(question, team, now, as_of) &&
           now.ratio(question.values[ratio::scale]) <= question.values[ratio::limit];
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = ratio::sums(question, team, as_of);
    const auto most =
        largest_below(question.values[ratio::limit] + 1, now.per, question.values[ratio::scale]);
    return {Change::Of::figures, most + 1 - now.count, true, question.codes};
}

}  // namespace

constinit const Predicate low_figure_ratio{
    "low_figure_ratio",
    RuleFamily::signal,
    Counts::figures,
    parameters,
    ratio::counted,
    TeamAnswer{holds, ratio::gather, ratio::turns, change, ratio::missing},
    "per"};

}  // namespace prevenance::rules
