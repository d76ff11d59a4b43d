#include "rules/predicates/accident_rate.h"

#include "rules/predicates/accidents.h"
#include "rules/predicates/figures.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, gap, scale, least_headcount, at_least };

constexpr std::array<Parameter, 5> parameters{{{"within", Unit::days},
                                               {"gap", Unit::days},
                                               {"scale", Unit::count},
                                               {"least_headcount", Unit::persons},
                                               {"at_least", Unit::count}}};
constexpr std::array<std::string_view, 3> counted{"accidents", "hours", "ratio"};

FigureSums sums(const Question& question, const Team& team, DayNumber as_of) {
    FigureSums result;
    for_each_figure(team, question.others, question.values[within], as_of, [&](const CodedFigure& hours) {
        if (!large_enough(team, hours, question.values[least_headcount])) return;
        result.count +=
            accidents_in(team, question.codes, question.values[gap], {hours.from, hours.to}, as_of);
        result.per += hours.count;
        result.widen(hours);
    });
    return result;
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    if (headcount_at_end_of(team, as_of) < question.values[least_headcount]) return false;
    const auto now = sums(question, team, as_of);
    return now.per > 0 && now.count > 0 && now.ratio(question.values[scale]) >= question.values[at_least];
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto now = sums(question, team, as_of);
    gathered.pieces.push_back({{}, "ACCIDENTS", 0, now.from, now.to});
    gathered.counted = {{"accidents", shown(now.count)},
                        {"hours", shown(now.per)},
                        {"ratio", shown(now.ratio(question.values[scale]))}};
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = sums(question, team, as_of);
    return {Change::Of::accidents,
            now.count - largest_below(question.values[at_least], now.per, question.values[scale])};
}

void missing(const Question& question, const Team& team, DayNumber as_of, std::vector<MissingFigure>& found) {
    add_missing_days(team, question.others, question.values[within], 0, as_of, found);
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_movements(team, days);
    add_figure_days(question, team, question.values[within], days);
}

}  // namespace

constinit const Predicate accident_rate{"accident_rate",
                                        RuleFamily::signal,
                                        Counts::team_stops,
                                        parameters,
                                        counted,
                                        TeamAnswer{holds, gather, turns, change, missing},
                                        "per",
                                        Counts::figures};

}  // namespace prevenance::rules
