#include "storage/team_figures.h"

namespace prevenance::storage {

std::vector<TeamFigureRecord> TeamFigures::of_team(TeamId team) const {
    return reader_.all(
        "SELECT id, team, code, from_on, to_on, count, recorded_at, recorded_by FROM team_figure "
        "WHERE team = ? AND employer = ? ORDER BY from_on, code",
        {team, scope_.employer()}, [](const Row& row) {
            return TeamFigureRecord{row.id<FactId>(0), row.id<TeamId>(1),   row.text(2),
                                    row.date(3),       row.date(4),         static_cast<int>(row.integer(5)),
                                    row.instant(6),    row.id<AccountId>(7)};
        });
}

void TeamFigures::add(Transaction& transaction, const TeamFigureRecord& figure) const {
    transaction.execute(
        "INSERT INTO team_figure(id, employer, team, code, from_on, to_on, count, recorded_at, recorded_by) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {figure.id, scope_.employer(), figure.team, figure.code, figure.from, figure.to, figure.count,
         figure.recorded_at, figure.recorded_by});
}

int TeamFigures::remove(Transaction& transaction, TeamId team, Date from) const {
    return transaction.execute("DELETE FROM team_figure WHERE team = ? AND from_on = ? AND employer = ?",
                               {team, from, scope_.employer()});
}

}  // namespace prevenance::storage
