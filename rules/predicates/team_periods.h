// Periods over which a team is counted, and the people in it. A rate over days ends with the last full month:
// its evidence is the period, and a period that moved every night would make a new suggestion every night.
#pragma once

#include "rules/coded_fact.h"
#include "rules/predicate.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace prevenance::rules {

struct TeamPeriod {
    DayNumber first;
    DayNumber last;  // inclusive
    bool contains(DayNumber day) const { return first <= day && day <= last; }
    std::int64_t days() const { return std::int64_t{last} - first + 1; }
};

// The `days` days up to the end of the month before the day's.
inline TeamPeriod until_last_month(DayNumber as_of, int days) {
    const DayNumber last = day_number(first_of_month(to_date(as_of))) - 1;
    return {last - days + 1, last};
}

inline TeamPeriod period_before(const TeamPeriod& period) {
    return {static_cast<DayNumber>(period.first - period.days()), period.first - 1};
}

// At the end of the day. The exit is the last day.
inline bool member_at_end_of(const Person& member, DayNumber day) {
    return member.entry <= day && member.exit > day;
}

inline std::int64_t headcount_at_end_of(const Team& team, DayNumber day) {
    return std::ranges::count_if(team.members,
                                 [&](const Person& member) { return member_at_end_of(member, day); });
}

// Calendar days that the members belonged to the team, added up.
inline std::int64_t member_days(const Team& team, const TeamPeriod& period) {
    std::int64_t total = 0;
    for (const Person& member : team.members) {
        const TeamPeriod there{std::max(period.first, member.entry), std::min(period.last, member.exit)};
        if (there.first <= there.last) total += there.days();
    }
    return total;
}

// The largest whole number that, times `scale` and divided by `per`, stays under `limit`.
inline std::int64_t largest_below(std::int64_t limit, std::int64_t per, std::int64_t scale) {
    return (limit * per + scale - 1) / scale - 1;
}

// What a sentence shows: a value that does not fit is shown as the largest that does.
inline int shown(std::int64_t value) {
    return static_cast<int>(std::min<std::int64_t>(value, std::numeric_limits<int>::max()));
}

inline void add_movements(const Team& team, std::vector<DayNumber>& days) {
    for (const Person& member : team.members)
        for (const DayNumber day : {member.entry, member.exit})
            if (day != open_end) days.push_back(day);
}

// The first days of the months on which a count over periods that end with the last month may change: `back`
// is how many days before the end of the last month the oldest period begins.
inline void add_months_after(const Team& team, const CodeSet& codes, int back, std::vector<DayNumber>& days) {
    std::vector<DayNumber> changes;
    add_movements(team, changes);
    for (const Person& member : team.members)
        for (const CodedFact& fact : member.facts)
            if (codes[fact.code])
                for (const DayNumber day : {fact.start, fact.end})
                    if (day != open_end) changes.push_back(day);
    if (changes.empty()) return;
    const auto [oldest, newest] = std::ranges::minmax(changes);
    const Date last = to_date(newest) + Days{back} + Days{62};
    for (Date month = first_of_month(to_date(oldest)); month <= last; month = add_months(month, Months{1}))
        days.push_back(day_number(month));
}

}  // namespace prevenance::rules
