// The dated facts that rules count. A fact is coded: it names nobody and holds no words. It has two dates,
// when it happened and when it became known, because an evaluation as of a day may only use what was
// known that day.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance {

// Codes of facts: the observation codes of config/signals.yaml ("OBS_RETARD"), and these:
//   "MALADIE"            a stop for sickness; category and dates only (domain: may count)
//   "IMPREVUE"           an absence whose reason is not known (may count)
//   "AT", "MP"           a stop after a work accident or an occupational disease that the employer declared
//                        for the legal calendar. Never imported, never visible to a signal rule about a
//                        person.
//   "REPRISE"            another leave after which a return visit is due; which leave it was is never noted.
//   milestones of the legal calendar, listed in config/signals.yaml ("VISITE_5_ANS", "MI_CARRIERE"): what was
//                        done, and when. No signal rule sees them.
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

// When one person belonged to a team, and the facts a ratio of the team is made of. It names nobody.
struct Membership {
    EmployeeId employee;
    Date entry;
    std::optional<Date> exit;
    std::vector<Fact> facts = {};
    bool operator==(const Membership&) const = default;
};

// A number the employer counted for a whole team over a period: hours worked, interventions, complaints. The
// codes are listed in config/signals.yaml.
struct TeamFigure {
    std::string code;
    Date from;
    Date to;  // inclusive
    int count = 0;
    Date recorded_on;
    bool operator==(const TeamFigure&) const = default;
};

// Everything the rules may know about one team.
struct TeamTimeline {
    TeamId team;
    std::vector<Membership> members;
    std::vector<Fact> facts;  // signals recorded about the team as a whole
    std::vector<TeamFigure> figures = {};
    bool operator==(const TeamTimeline&) const = default;
};

}  // namespace prevenance
