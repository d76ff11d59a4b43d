#include "domain/council_figures.h"

#include <algorithm>
#include <cstdint>

namespace prevenance {
namespace {

bool is_there(const Membership& member, Date on) {
    return member.entry <= on && member.exit.value_or(Date::max()) >= on;
}

std::int64_t days_between(Date from, Date to) {
    return from > to ? 0 : (to - from).count() + 1;
}

std::int64_t days_there(const Membership& member, const CouncilPeriod& period) {
    return days_between(std::max(member.entry, period.from),
                        std::min(member.exit.value_or(period.to), period.to));
}

bool is_absence(const Fact& fact) {
    return fact.code == "MALADIE" || fact.code == "IMPREVUE";
}

// Facts are sorted by start; days that two records share count once.
std::int64_t days_absent(const Membership& member, const CouncilPeriod& period) {
    const auto last = std::min(member.exit.value_or(period.to), period.to);
    auto next = std::max(member.entry, period.from);
    std::int64_t days = 0;
    for (const auto& fact : member.facts) {
        if (!is_absence(fact)) continue;
        const auto from = std::max(fact.start, next);
        const auto to = std::min(fact.end.value_or(period.to), last);
        if (from > to) continue;
        days += days_between(from, to);
        next = to + Days{1};
    }
    return days;
}

struct Sums {
    int before = 0;  // people on the day before the period
    int at_end = 0;
    int movements = 0;
    int accidents = 0;
    std::int64_t there = 0;
    std::int64_t absent = 0;
};

void add(Sums& sums, const Membership& member, const CouncilPeriod& period) {
    const auto within = [&](Date date) { return date >= period.from && date <= period.to; };
    sums.before += is_there(member, period.from - Days{1}) ? 1 : 0;
    sums.at_end += is_there(member, period.to) ? 1 : 0;
    sums.movements += within(member.entry) ? 1 : 0;
    sums.movements += member.exit && within(*member.exit) ? 1 : 0;
    sums.there += days_there(member, period);
    sums.absent += days_absent(member, period);
    sums.accidents += static_cast<int>(std::ranges::count_if(
        member.facts, [&](const Fact& fact) { return fact.code == "AT" && within(fact.start); }));
}

std::optional<int> per_cent(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return std::nullopt;
    return static_cast<int>((part * 100 + whole / 2) / whole);
}

}  // namespace

CouncilPeriod council_period(Date today) {
    const std::chrono::year_month_day day{today};
    const auto quarter = (static_cast<unsigned>(day.month()) - 1) / 3;
    const Date starts{
        std::chrono::year_month_day{day.year(), std::chrono::month{quarter * 3 + 1}, std::chrono::day{1}}};
    return {add_months(starts, Months{-12}), starts - Days{1}};
}

CouncilFigures council_figures(const std::vector<TeamTimeline>& teams, const CouncilPeriod& period) {
    Sums sums;
    for (const auto& team : teams)
        for (const auto& member : team.members) add(sums, member, period);
    if (sums.at_end < least_people_for_figures) return {};
    CouncilFigures figures;
    figures.headcount = sums.at_end;
    if (sums.before >= least_people_for_figures)
        figures.turnover = per_cent(sums.movements, 2L * sums.before);
    figures.absence = per_cent(sums.absent, sums.there);
    figures.work_accidents = unless_small(sums.accidents);
    return figures;
}

std::optional<int> unless_small(int count) {
    if (count > 0 && count < least_count_shown) return std::nullopt;
    return count;
}

}  // namespace prevenance
