#include "rules/predicates/team_turnover.h"

#include "rules/predicates/team_periods.h"

#include <algorithm>
#include <tuple>

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, least_headcount, at_least };

constexpr std::array<Parameter, 3> parameters{
    {{"within", Unit::days}, {"least_headcount", Unit::persons}, {"at_least", Unit::per_mille}}};
constexpr std::array<std::string_view, 5> counted{"entries", "exits", "headcount", "per_mille",
                                                  "previous_per_mille"};

// The days (after, until]; `after` is the day on which the headcount is taken, at its end.
struct Period {
    DayNumber after;
    DayNumber until;
    bool contains(DayNumber day) const { return day > after && day <= until; }
};

struct Movement {
    int headcount = 0;
    int entries = 0;
    int exits = 0;
    // Rounded down; compared only where the headcount is not 0.
    int per_mille() const { return (entries + exits) * 500 / headcount; }
};

Movement movement(const Team& team, const Period& period) {
    Movement result;
    for (const Person& member : team.members) {
        const auto [facts, entry, exit] = member;
        if (entry <= period.after && exit > period.after) ++result.headcount;
        if (period.contains(entry)) ++result.entries;
        if (period.contains(exit)) ++result.exits;
    }
    return result;
}

struct TwoPeriods {
    Period current;
    Movement now;
    Movement before;
};

TwoPeriods compare(const Question& question, const Team& team, DayNumber as_of) {
    const int days = question.values[within];
    const Period current{as_of - days, as_of};
    return {current, movement(team, current), movement(team, {as_of - 2 * days, as_of - days})};
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto [period, now, before] = compare(question, team, as_of);
    const int least = std::max(1, question.values[least_headcount]);
    if (now.headcount < least || before.headcount < least) return false;
    return now.per_mille() >= question.values[at_least] && now.per_mille() > before.per_mille();
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto [period, now, before] = compare(question, team, as_of);
    for (const Person& member : team.members) {
        const auto [facts, entry, exit] = member;
        if (period.contains(entry)) gathered.pieces.push_back({{}, "ENTREE", 0, entry, entry});
        if (period.contains(exit)) gathered.pieces.push_back({{}, "SORTIE", 0, exit, exit});
    }
    std::ranges::stable_sort(gathered.pieces, {},
                             [](const Piece& piece) { return std::tuple(piece.start, piece.membership); });
    gathered.counted = {{"entries", now.entries},
                        {"exits", now.exits},
                        {"headcount", now.headcount},
                        {"per_mille", now.per_mille()},
                        {"previous_per_mille", before.per_mille()}};
}

// Each coming and going enters the current period, leaves it for the one before, and leaves that too.
Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto [period, now, before] = compare(question, team, as_of);
    const auto limit = std::max(question.values[at_least], before.per_mille() + 1);
    return {Change::Of::comings_and_goings,
            now.entries + now.exits - largest_below(limit, now.headcount, 500)};
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    for (const Person& member : team.members)
        for (const DayNumber day : {member.entry, member.exit})
            if (day != open_end)
                for (const int periods : {0, 1, 2}) days.push_back(day + periods * question.values[within]);
}

}  // namespace

constinit const Predicate team_turnover{"team_turnover",
                                        RuleFamily::signal,
                                        Counts::memberships,
                                        parameters,
                                        counted,
                                        TeamAnswer{holds, gather, turns, change}};

}  // namespace prevenance::rules
