#include "rules/predicates/absence_rate.h"

#include "rules/predicates/team_periods.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, least_headcount, at_least };

constexpr std::array<Parameter, 3> parameters{
    {{"within", Unit::days}, {"least_headcount", Unit::persons}, {"at_least", Unit::per_mille}}};
constexpr std::array<std::string_view, 2> counted{"per_mille", "previous_per_mille"};

struct Rate {
    std::int64_t absent = 0;
    std::int64_t there = 0;
    // Rounded down; only where there is somebody.
    std::int64_t per_mille() const { return absent * 1000 / there; }
};

// A team may be large and its records overlap: days already counted are passed over.
std::int64_t days_absent(const Question& question, const Person& member, const TeamPeriod& period,
                         DayNumber as_of) {
    const DayNumber last = std::min(period.last, member.exit);
    DayNumber next = std::max(period.first, member.entry);
    std::int64_t days = 0;
    for (const CodedFact& fact : member.facts) {
        if (!question.codes[fact.code] || !known(fact, as_of)) continue;
        const TeamPeriod absent{std::max(fact.start, next), std::min(fact.end, last)};
        if (absent.first > absent.last) continue;
        days += absent.days();
        next = absent.last + 1;
    }
    return days;
}

Rate rate(const Question& question, const Team& team, const TeamPeriod& period, DayNumber as_of) {
    Rate result{0, member_days(team, period)};
    for (const Person& member : team.members) result.absent += days_absent(question, member, period, as_of);
    return result;
}

struct TwoRates {
    TeamPeriod period;
    Rate now;
    Rate before;
};

TwoRates compare(const Question& question, const Team& team, DayNumber as_of) {
    const auto period = until_last_month(as_of, question.values[within]);
    return {period, rate(question, team, period, as_of), rate(question, team, period_before(period), as_of)};
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto [period, now, before] = compare(question, team, as_of);
    const std::int64_t least = std::max(1, question.values[least_headcount]) * period.days();
    if (least <= 0 || now.there < least || before.there < least) return false;
    return now.absent > 0 && now.per_mille() >= question.values[at_least] &&
           now.per_mille() > before.per_mille();
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto [period, now, before] = compare(question, team, as_of);
    gathered.pieces.push_back({{}, "ABSENCES", 0, period.first, period.last});
    gathered.counted = {{"per_mille", shown(now.per_mille())},
                        {"previous_per_mille", shown(before.per_mille())}};
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto [period, now, before] = compare(question, team, as_of);
    const auto limit = std::max<std::int64_t>(question.values[at_least], before.per_mille() + 1);
    return {Change::Of::days_absent, now.absent - largest_below(limit, now.there, 1000)};
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    add_months_after(team, question.codes, 2 * question.values[within], days);
}

}  // namespace

constinit const Predicate absence_rate{"absence_rate",
                                       RuleFamily::signal,
                                       Counts::team_stops,
                                       parameters,
                                       counted,
                                       TeamAnswer{holds, gather, turns, change}};

}  // namespace prevenance::rules
