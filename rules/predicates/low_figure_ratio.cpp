#include "rules/predicates/low_figure_ratio.h"

#include "rules/predicates/figures.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, scale, least_per, least_headcount, at_most };

constexpr std::array<Parameter, 5> parameters{{{"within", Unit::days},
                                               {"scale", Unit::count},
                                               {"least_per", Unit::count},
                                               {"least_headcount", Unit::persons},
                                               {"at_most", Unit::count}}};
constexpr std::array<std::string_view, 3> counted{"figure", "per", "ratio"};

FigureSums sums(const Question& question, const Team& team, DayNumber as_of) {
    return sums_of_pairs(question, team, question.values[within], question.values[least_headcount], as_of);
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    if (headcount_at_end_of(team, as_of) < question.values[least_headcount]) return false;
    const auto now = sums(question, team, as_of);
    return now.per >= std::max(1, question.values[least_per]) &&
           now.ratio(question.values[scale]) <= question.values[at_most];
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    gather_ratio(sums(question, team, as_of), question.values[scale], gathered);
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_movements(team, days);
    add_figure_days(question, team, question.values[within], days);
}

}  // namespace

constinit const Predicate low_figure_ratio{"low_figure_ratio",
                                           RuleFamily::signal,
                                           Counts::figures,
                                           parameters,
                                           counted,
                                           TeamAnswer{holds, gather, turns},
                                           "per"};

}  // namespace prevenance::rules
