#include "rules/predicates/figure_share.h"

#include "rules/predicates/figures.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, least_headcount, at_least };

constexpr std::array<Parameter, 3> parameters{
    {{"within", Unit::days}, {"least_headcount", Unit::persons}, {"at_least", Unit::per_mille}}};
constexpr std::array<std::string_view, 3> counted{"figure", "headcount", "per_mille"};

struct Share {
    FigureSums sums;  // of the newest period
    std::int64_t per_mille() const { return sums.ratio(1000); }
};

// Of two periods that end on one day, the one that began later is the newer picture.
bool newer(const CodedFigure& figure, const FigureSums& newest) {
    return figure.to > newest.to || (figure.to == newest.to && figure.from > newest.from);
}

Share share(const Question& question, const Team& team, DayNumber as_of) {
    Share result;
    for_each_figure(team, question.codes, question.values[within], as_of, [&](const CodedFigure& figure) {
        if (!newer(figure, result.sums)) return;
        result.sums = {figure.count, headcount_at_end_of(team, figure.to), figure.from, figure.to};
    });
    return result;
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = share(question, team, as_of);
    return now.sums.count > 0 && now.sums.per >= std::max(1, question.values[least_headcount]) &&
           now.per_mille() >= question.values[at_least];
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto now = share(question, team, as_of);
    gathered.pieces.push_back(now.sums.piece());
    gathered.counted = {{"figure", shown(now.sums.count)},
                        {"headcount", shown(now.sums.per)},
                        {"per_mille", shown(now.per_mille())}};
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = share(question, team, as_of).sums;
    return {Change::Of::figures, now.count - largest_below(question.values[at_least], now.per, 1000), false,
            question.codes};
}

// Only what came after the newest count: the older ones are not looked at.
void missing(const Question& question, const Team& team, DayNumber as_of, std::vector<MissingFigure>& found) {
    const auto newest = share(question, team, as_of).sums;
    add_missing_days(team, question.codes, question.values[within], newest.to + 1, as_of, found);
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_figure_days(question, team, question.values[within], days);
}

}  // namespace

constinit const Predicate figure_share{"figure_share",  RuleFamily::signal,
                                       Counts::figures, parameters,
                                       counted,         TeamAnswer{holds, gather, turns, change, missing}};

}  // namespace prevenance::rules
