#include "rules/predicates/accident_frequency.h"

#include "rules/predicates/accidents.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, gap, least_headcount, at_least };

constexpr std::array<Parameter, 4> parameters{{{"within", Unit::days},
                                               {"gap", Unit::days},
                                               {"least_headcount", Unit::persons},
                                               {"at_least", Unit::count}}};
constexpr std::array<std::string_view, 2> counted{"accidents", "per_thousand"};

struct Frequency {
    TeamPeriod period;
    std::int64_t accidents = 0;
    std::int64_t there = 0;
    // Rounded down; only where there is somebody.
    std::int64_t per_thousand() const { return accidents * 1000 * period.days() / there; }
};

Frequency frequency(const Question& question, const Team& team, DayNumber as_of) {
    const auto period = until_last_month(as_of, question.values[within]);
    return {period, accidents_in(team, question.codes, question.values[gap], period, as_of),
            member_days(team, period)};
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = frequency(question, team, as_of);
    const std::int64_t least = std::max(1, question.values[least_headcount]) * now.period.days();
    return least > 0 && now.there >= least && now.accidents > 0 &&
           now.per_thousand() >= question.values[at_least];
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto now = frequency(question, team, as_of);
    gathered.pieces.push_back({{}, "ACCIDENTS", 0, now.period.first, now.period.last});
    gathered.counted = {{"accidents", shown(now.accidents)}, {"per_thousand", shown(now.per_thousand())}};
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = frequency(question, team, as_of);
    return {Change::Of::accidents,
            now.accidents - largest_below(question.values[at_least], now.there, 1000 * now.period.days())};
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_months_after(team, question.codes, question.values[within], days);
}

}  // namespace

constinit const Predicate accident_frequency{"accident_frequency",
                                             RuleFamily::signal,
                                             Counts::team_stops,
                                             parameters,
                                             counted,
                                             TeamAnswer{holds, gather, turns, change}};

}  // namespace prevenance::rules
