// Numbers that an employer counted for a whole team over a month: hours worked, interventions, complaints.
// They are about work and about nobody.
#pragma once

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

#include <string>
#include <vector>

namespace prevenance::storage {

struct TeamFigureRecord {
    FactId id;
    TeamId team;
    std::string code;  // "HEURES_TRAVAILLEES"…
    Date from;
    Date to;  // inclusive
    int count = 0;
    Instant recorded_at;
    AccountId recorded_by;
};

class TeamFigures {
public:
    TeamFigures(const Reader& reader, EmployerScope scope) : reader_(reader), scope_(scope) {}

    // By period, then code; nothing for another employer's team.
    std::vector<TeamFigureRecord> of_team(TeamId team) const;

    void add(Transaction& transaction, const TeamFigureRecord& figure) const;
    // Every figure of the team that begins on that day; how many there were.
    int remove(Transaction& transaction, TeamId team, Date from) const;

private:
    const Reader& reader_;
    EmployerScope scope_;
};

}  // namespace prevenance::storage
