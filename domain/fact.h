// The dated facts that rules count. A fact is coded: it names nobody and holds no words. It has two dates,
// when it happened and when it became known, because an evaluation as of a day may only use what was
// known that day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/calendar.h"
#include "domain/id.h"

namespace prevenance {

// Codes of facts: the observation codes of config/signals.yaml ("OBS_RETARD"), and these:
//   "MALADIE"            a stop for sickness; category and dates only (domain: may count)
//   "IMPREVUE"           an absence whose reason is not known (may count)
//   "AT", "MP"           a stop after a work accident or an occupational disease that the employer declared
//                        for the legal calendar. Never imported, never visible to a signal rule.
struct Fact {
    FactId id;
    std::string code;
    Date start;
    std::optional<Date> end;  // inclusive; none: still going on (spans), or a single day (observations)
    Date recorded_on;
    bool operator==(const Fact&) const = default;
};

// Everything the rules may know about one person. The facts are sorted by start, then id.
struct Timeline {
    EmployeeId employee;
    Date entry;
    std::optional<Date> exit;
    std::vector<Fact> facts;
    bool operator==(const Timeline&) const = default;
};

// When one person belonged to a team. Enough for turnover; it names nobody.
struct Membership {
    EmployeeId employee;
    Date entry;
    std::optional<Date> exit;
    bool operator==(const Membership&) const = default;
};

// Everything the rules may know about one team.
struct TeamTimeline {
    TeamId team;
    std::vector<Membership> members;
    std::vector<Fact> facts;  // signals recorded about the team as a whole
    bool operator==(const TeamTimeline&) const = default;
};

}  // namespace prevenance
