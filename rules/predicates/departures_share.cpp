#include "rules/predicates/departures_share.h"

#include <algorithm>

namespace prevenance::rules {
namespace {

enum At : std::size_t { within, least_headcount, at_least };

constexpr std::array<Parameter, 3> parameters{
    {{"within", Unit::days}, {"least_headcount", Unit::persons}, {"at_least", Unit::per_mille}}};
constexpr std::array<std::string_view, 3> counted{"exits", "headcount", "per_mille"};

struct Movement {
    std::int64_t exits = 0;
    std::int64_t days_present = 0;  // of all members together, in the window; the last day is a day there
};

bool left_within(const Question& question, const Person& member, DayNumber as_of) {
    return member.exit <= as_of && member.exit > as_of - question.values[within];
}

Movement movement(const Question& question, const Team& team, DayNumber as_of) {
    Movement result;
    const DayNumber first = as_of - question.values[within] + 1;
    int exits = 0;
    for (const auto& [facts, entry, exit] : team.members) {
        const int days = std::min(exit, as_of) - std::max(entry, first) + 1;
        exits += static_cast<int>(exit >= first) & static_cast<int>(exit <= as_of);
        result.days_present += days & ~(days >> 31);
    }
    result.exits = exits;
    return result;
}

// Without a division, so that the share is exact.
bool holds(const Question& question, const Team& team, DayNumber as_of) {
    const auto [exits, days_present] = movement(question, team, as_of);
    const std::int64_t days = question.values[within];
    return days_present > 0 && days_present >= days * question.values[least_headcount] &&
           exits * days * 1000 >= question.values[at_least] * days_present;
}

void gather(const Question& question, const Team& team, DayNumber as_of, Gathered& gathered) {
    for (const Person& member : team.members)
        if (left_within(question, member, as_of))
            gathered.pieces.push_back({{}, "SORTIE", 0, member.exit, member.exit});
    std::ranges::stable_sort(gathered.pieces, {}, &Piece::start);
    const auto [exits, days_present] = movement(question, team, as_of);
    const std::int64_t days = question.values[within];
    gathered.counted["exits"] = static_cast<int>(exits);
    gathered.counted["headcount"] = static_cast<int>(days_present / days);
    gathered.counted["per_mille"] = static_cast<int>(exits * days * 1000 / days_present);
}

// The average moves with every day on which somebody enters the window or stays in it.
// Whoever had stayed would have been there until today: the one who left first counts most.
Change change(const Question& question, const Team& team, DayNumber as_of) {
    auto [exits, days_present] = movement(question, team, as_of);
    std::vector<DayNumber> days;
    for (const Person& member : team.members)
        if (left_within(question, member, as_of)) days.push_back(member.exit);
    std::ranges::sort(days);
    Change fewer{Change::Of::departures};
    for (const DayNumber day : days) {
        ++fewer.count;
        --exits;
        days_present += as_of - day;
        if (exits * question.values[within] * 1000 < question.values[at_least] * days_present) break;
    }
    return fewer;
}

void turns(const Question& question, const Team& team, std::vector<DayNumber>& days) {
    DayNumber first = open_end;
    DayNumber last = 0;
    for (const Person& member : team.members) {
        first = std::min(first, member.entry);
        last = std::max(last, member.exit == open_end ? member.entry : member.exit);
    }
    for (DayNumber day = first; day <= last + question.values[within]; ++day) days.push_back(day);
}

}  // namespace

constinit const Predicate departures_share{"departures_share",
                                           RuleFamily::signal,
                                           Counts::memberships,
                                           parameters,
                                           counted,
                                           TeamAnswer{holds, gather, turns, change}};

}  // namespace prevenance::rules
