-- What confidentiality in full needs: proof of what was done, rights of people, keys that change hands.


-- What rules read of everybody, employer after employer and person after person. Going from a person to each of
-- their facts would touch a page for every fact; screening all people reads these from end to end instead, and
-- nothing else (storage/fact_statements.h).
CREATE INDEX employee_for_rules ON employee(employer, team, id, entered_on, left_on);
CREATE INDEX signal_for_rules ON signal(employer, employee, happened_on, type, recorded_at, id, team);
CREATE INDEX absence_for_rules ON absence(employer, employee, starts_on, ends_on, category, recorded_at, id);
CREATE INDEX legal_stop_for_rules ON legal_stop(employer, employee, starts_on, ends_on, kind, recorded_at, id);
CREATE INDEX milestone_for_rules ON milestone(employer, employee, starts_on, ends_on, code, recorded_at, id);
CREATE INDEX interview_for_rules ON interview(employer, employee, held_on, recorded_at, id);
CREATE INDEX team_figure_for_rules ON team_figure(employer, team, from_on, code, to_on, count, recorded_at);
