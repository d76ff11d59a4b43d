// The few figures of a whole structure that its works council may read: comings and goings, absences, work
// accidents, over twelve months that end with a quarter. Pure arithmetic; nobody and no team is in it.
//
// Source of the thresholds: conventions of the product, the same as for findings about a team. A structure of
// fewer than eleven people gets no figure at all, and a number from one to four is not said. The surprise:
// the period moves by quarters, because twelve months that end a month later differ by one month's people.
#pragma once

#include "domain/calendar.h"
#include "domain/fact.h"

#include <optional>
#include <string_view>
#include <vector>

namespace prevenance {

inline constexpr int least_people_for_figures = 11;
inline constexpr int least_count_shown = 5;  // 0 is shown

struct CouncilPeriod {
    Date from;
    Date to;  // inclusive, the last day of a quarter
    bool operator==(const CouncilPeriod&) const = default;
};

// The twelve months up to the end of the last whole quarter before `today`.
CouncilPeriod council_period(Date today);

struct CouncilFigures {
    std::optional<int> headcount;       // at the end of the period
    std::optional<int> turnover;        // per cent of the headcount on the day before the period
    std::optional<int> absence;         // per cent of the days of belonging; sickness and unforeseen absences
    std::optional<int> work_accidents;  // with a stop
    bool operator==(const CouncilFigures&) const = default;
};

// All the teams of one structure. Rates are rounded to whole per cent.
CouncilFigures council_figures(const std::vector<TeamTimeline>& teams, const CouncilPeriod& period);

// Nothing where the number is from one to four.
std::optional<int> unless_small(int count);

}  // namespace prevenance
