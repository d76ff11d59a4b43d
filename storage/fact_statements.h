// How the stream of facts reads one team (?1) of one employer (?2), along the indexes that are there. The text
// stands by itself so that a benchmark can read the same rows with the same words and nothing else. The
// surprise: the sign before `employer` keeps SQLite from looking for an index by employer.
#pragma once

namespace prevenance::storage::fact_statements {

// Everything known of the members: id, code, first day, last day, recorded, member.
inline constexpr const char* of_members =
    "SELECT f.id, type, happened_on, NULL, recorded_at, e.id FROM employee AS e "
    "CROSS JOIN signal AS f ON f.employee = e.id WHERE e.team = ?1 AND +e.employer = ?2 "
    "UNION ALL SELECT f.id, category, starts_on, ends_on, recorded_at, e.id FROM employee AS e "
    "CROSS JOIN absence AS f ON f.employee = e.id WHERE e.team = ?1 AND +e.employer = ?2 "
    "UNION ALL SELECT f.id, kind, starts_on, ends_on, recorded_at, e.id FROM employee AS e "
    "CROSS JOIN legal_stop AS f ON f.employee = e.id WHERE e.team = ?1 AND +e.employer = ?2 "
    "UNION ALL SELECT f.id, code, starts_on, ends_on, recorded_at, e.id FROM employee AS e "
    "CROSS JOIN milestone AS f ON f.employee = e.id WHERE e.team = ?1 AND +e.employer = ?2 "
    "UNION ALL SELECT f.id, 'ENTRETIEN', held_on, NULL, recorded_at, e.id FROM employee AS e "
    "CROSS JOIN interview AS f ON f.employee = e.id WHERE e.team = ?1 AND +e.employer = ?2 "
    "UNION ALL SELECT f.id, 'MESURES_RECUES', NULL, NULL, sent_at, e.id FROM employee AS e "
    "CROSS JOIN measures AS f ON f.employee = e.id WHERE e.team = ?1 AND +e.employer = ?2 "
    "UNION ALL SELECT f.id, 'MESURES_REPONDUES', NULL, NULL, "
    "(SELECT max(answered_at) FROM measure WHERE measures = f.id), e.id FROM employee AS e "
    "CROSS JOIN measures AS f ON f.employee = e.id WHERE e.team = ?1 AND +e.employer = ?2 "
    "AND NOT EXISTS (SELECT 1 FROM measure WHERE measures = f.id AND answered_at IS NULL) "
    "AND EXISTS (SELECT 1 FROM measure WHERE measures = f.id)";

inline constexpr const char* about_the_team =
    "SELECT id, type, happened_on, NULL, recorded_at FROM signal WHERE team = ?1 AND +employer = ?2";

inline constexpr const char* figures =
    "SELECT code, from_on, to_on, count, recorded_at FROM team_figure "
    "WHERE team = ?1 AND +employer = ?2 ORDER BY from_on, code";

}  // namespace prevenance::storage::fact_statements
