#include "rules/predicates/figure_per_person.h"

#include "rules/predicates/figures.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, scale, least_headcount, at_least };

constexpr std::array<Parameter, 4> parameters{{{"within", Unit::days},
                                               {"scale", Unit::count},
                                               {"least_headcount", Unit::persons},
                                               {"at_least", Unit::count}}};
constexpr std::array<std::string_view, 3> counted{"figure", "headcount", "ratio"};

FigureSums sums(const Question& question, const Team& team, DayNumber as_of) {
    FigureSums result;
    for_each_figure(team, question.codes, question.values[within], as_of, [&](const CodedFigure& figure) {
        if (!large_enough(team, figure, question.values[least_headcount])) return;
        result.count += figure.count;
        result.widen(figure);
    });
    if (result.count > 0) result.per = headcount_at_end_of(team, result.to);
    return result;
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = sums(question, team, as_of);
    return now.count > 0 && now.per >= std::max(1, question.values[least_headcount]) &&
           now.ratio(question.values[scale]) >= question.values[at_least];
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto now = sums(question, team, as_of);
    gathered.pieces.push_back(now.piece());
    gathered.counted = {{"figure", shown(now.count)},
                        {"headcount", shown(now.per)},
                        {"ratio", shown(now.ratio(question.values[scale]))}};
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = sums(question, team, as_of);
    return {Change::Of::figures,
            now.count - largest_below(question.values[at_least], now.per, question.values[scale]), false,
            question.codes};
}

void missing(const Question& question, const Team& team, DayNumber as_of, std::vector<MissingFigure>& found) {
    add_missing_days(team, question.codes, question.values[within], 0, as_of, found);
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_figure_days(question, team, question.values[within], days);
}

}  // namespace

constinit const Predicate figure_per_person{"figure_per_person",
                                            RuleFamily::signal,
                                            Counts::figures,
                                            parameters,
                                            counted,
                                            TeamAnswer{holds, gather, turns, change, missing}};

}  // namespace prevenance::rules
