#include "rules/predicates/early_departures.h"

#include "rules/predicates/team_periods.h"

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, seniority, least_entries, least_headcount, at_least };

constexpr std::array<Parameter, 5> parameters{{{"within", Unit::days},
                                               {"seniority", Unit::days},
                                               {"least_entries", Unit::persons},
                                               {"least_headcount", Unit::persons},
                                               {"at_least", Unit::per_mille}}};
constexpr std::array<std::string_view, 3> counted{"entries", "exits", "per_mille"};

struct Movement {
    std::int64_t entries = 0;
    std::int64_t early_exits = 0;
    // Rounded down; only where somebody arrived.
    std::int64_t per_mille() const { return early_exits * 1000 / entries; }
};

TeamPeriod window(const Question& question, DayNumber as_of) {
    return {as_of - question.values[within] + 1, as_of};
}

// The exit is the last day, so a contract from 10 January to 9 January is a whole year.
bool left_early(const Question& question, const Person& member) {
    return member.exit != open_end && member.exit - member.entry + 1 < question.values[seniority];
}

Movement movement(const Question& question, const Team& team, DayNumber as_of) {
    Movement result;
    const auto period = window(question, as_of);
    for (const Person& member : team.members) {
        if (period.contains(member.entry)) ++result.entries;
        if (period.contains(member.exit) && left_early(question, member)) ++result.early_exits;
    }
    return result;
}

bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = movement(question, team, as_of);
    return now.entries >= std::max(1, question.values[least_entries]) && now.early_exits > 0 &&
           headcount_at_end_of(team, as_of) >= question.values[least_headcount] &&
           now.per_mille() >= question.values[at_least];
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    const auto period = window(question, as_of);
    for (const Person& member : team.members) {
        if (period.contains(member.entry))
            gathered.pieces.push_back({{}, "ENTREE", 0, member.entry, member.entry});
        if (period.contains(member.exit) && left_early(question, member))
            gathered.pieces.push_back({{}, "SORTIE", 0, member.exit, member.exit});
    }
    const auto now = movement(question, team, as_of);
    gathered.counted = {{"entries", shown(now.entries)},
                        {"exits", shown(now.early_exits)},
                        {"per_mille", shown(now.per_mille())}};
}

Change change(const Question& question, const Team& team, DayNumber as_of) {
    const auto now = movement(question, team, as_of);
    return {Change::Of::early_departures,
            now.early_exits - largest_below(question.values[at_least], now.entries, 1000)};
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    std::vector<DayNumber> movements;
    add_movements(team, movements);
    for (const DayNumber day : movements) {
        days.push_back(day);
        days.push_back(day + question.values[within]);
    }
}

}  // namespace

constinit const Predicate early_departures{"early_departures",
                                           RuleFamily::signal,
                                           Counts::memberships,
                                           parameters,
                                           counted,
                                           TeamAnswer{holds, gather, turns, change}};

}  // namespace prevenance::rules
