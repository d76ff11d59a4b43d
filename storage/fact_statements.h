// How the stream of facts reads one employer (?1), everybody at once or one team (?2) alone, from the indexes
// that storage/migrations/0003_confidentiality.sql keeps for it. The text stands by itself so that a
// benchmark can read the same rows with the same words and nothing else. The surprise: where no order is
// asked for, the rows still come person after person, as they stand in the indexes; the stream is only slower
// without it.
#pragma once

namespace prevenance::storage::fact_statements {

inline constexpr const char* members =
    "SELECT id, entered_on, left_on, team FROM employee WHERE employer = ?1 ORDER BY team, id";

inline constexpr const char* members_of_team =
    "SELECT id, entered_on, left_on, team FROM employee WHERE employer = ?1 AND team = ?2 ORDER BY id";

// Everything known of people, and the signals about teams as a whole: id, code, first day, last day,
// recorded, employee (none: about the team), team (only where there is no employee).
inline constexpr const char* facts =
    "SELECT id, type, happened_on, NULL, recorded_at, employee, team FROM signal WHERE employer = ?1 "
    "UNION ALL SELECT id, category, starts_on, ends_on, recorded_at, employee, NULL FROM absence "
    "WHERE employer = ?1 "
    "UNION ALL SELECT id, kind, starts_on, ends_on, recorded_at, employee, NULL FROM legal_stop "
    "WHERE employer = ?1 "
    "UNION ALL SELECT id, code, starts_on, ends_on, recorded_at, employee, NULL FROM milestone "
    "WHERE employer = ?1 "
    "UNION ALL SELECT id, 'ENTRETIEN', held_on, NULL, recorded_at, employee, NULL FROM interview "
    "WHERE employer = ?1 "
    "UNION ALL SELECT id, 'MESURES_RECUES', NULL, NULL, sent_at, employee, NULL FROM measures "
    "WHERE employer = ?1 "
    "UNION ALL SELECT id, 'MESURES_REPONDUES', NULL, NULL, "
    "(SELECT max(answered_at) FROM measure WHERE measures = f.id), employee, NULL FROM measures AS f "
    "WHERE employer = ?1 AND NOT EXISTS (SELECT 1 FROM measure WHERE measures = f.id AND answered_at IS "
    "NULL) "
    "AND EXISTS (SELECT 1 FROM measure WHERE measures = f.id)";

// The same, along the members of one team.
inline constexpr const char* facts_of_team =
    "SELECT f.id, type, happened_on, NULL, recorded_at, employee, NULL FROM employee AS e "
    "CROSS JOIN signal AS f ON f.employee = e.id AND f.employer = ?1 WHERE e.employer = ?1 AND e.team = ?2 "
    "UNION ALL SELECT f.id, category, starts_on, ends_on, recorded_at, employee, NULL FROM employee AS e "
    "CROSS JOIN absence AS f ON f.employee = e.id AND f.employer = ?1 WHERE e.employer = ?1 AND e.team = ?2 "
    "UNION ALL SELECT f.id, kind, starts_on, ends_on, recorded_at, employee, NULL FROM employee AS e "
    "CROSS JOIN legal_stop AS f ON f.employee = e.id AND f.employer = ?1 "
    "WHERE e.employer = ?1 AND e.team = ?2 "
    "UNION ALL SELECT f.id, code, starts_on, ends_on, recorded_at, employee, NULL FROM employee AS e "
    "CROSS JOIN milestone AS f ON f.employee = e.id AND f.employer = ?1 "
    "WHERE e.employer = ?1 AND e.team = ?2 "
    "UNION ALL SELECT f.id, 'ENTRETIEN', held_on, NULL, recorded_at, employee, NULL FROM employee AS e "
    "CROSS JOIN interview AS f ON f.employee = e.id AND f.employer = ?1 "
    "WHERE e.employer = ?1 AND e.team = ?2 "
    "UNION ALL SELECT f.id, 'MESURES_RECUES', NULL, NULL, sent_at, employee, NULL FROM employee AS e "
    "CROSS JOIN measures AS f ON f.employee = e.id AND +f.employer = ?1 "
    "WHERE e.employer = ?1 AND e.team = ?2 "
    "UNION ALL SELECT f.id, 'MESURES_REPONDUES', NULL, NULL, "
    "(SELECT max(answered_at) FROM measure WHERE measures = f.id), employee, NULL FROM employee AS e "
    "CROSS JOIN measures AS f ON f.employee = e.id AND +f.employer = ?1 "
    "WHERE e.employer = ?1 AND e.team = ?2 "
    "AND NOT EXISTS (SELECT 1 FROM measure WHERE measures = f.id AND answered_at IS NULL) "
    "AND EXISTS (SELECT 1 FROM measure WHERE measures = f.id) "
    "UNION ALL SELECT id, type, happened_on, NULL, recorded_at, NULL, team FROM signal "
    "WHERE +employer = ?1 AND team = ?2";

inline constexpr const char* figures =
    "SELECT code, from_on, to_on, count, recorded_at, team FROM team_figure "
    "WHERE employer = ?1 ORDER BY team, from_on, code";

inline constexpr const char* figures_of_team =
    "SELECT code, from_on, to_on, count, recorded_at, team FROM team_figure "
    "WHERE employer = ?1 AND team = ?2 ORDER BY from_on, code";

}  // namespace prevenance::storage::fact_statements
