-- The person answers the questions of a follow-up with the code of the own card or request, or tells the service,
-- which notes it.
ALTER TABLE case_follow_up ADD COLUMN by_the_person INTEGER NOT NULL DEFAULT 0 CHECK (by_the_person IN (0, 1));

-- A delivered message with all the days that were noted about it, in one row: what a list and a case are made from.
CREATE VIEW case_line AS
  SELECT a.id AS alert, a.oh_service, a.receipt, a.delivered_at, a.quarantined_because IS NOT NULL AS expired,
         f.first_read_at, f.confirmed_at, f.visit_kind, f.visit_on, f.visited_on, f.closed_at,
         length(r.lock) = 0 AS is_own_request, c.entered_on, c.declined_on, c.left_on, c.exit_kind, c.outcome,
         (SELECT min(sent_at) FROM measures WHERE alert = a.id) AS measures_sent_at
  FROM sealed_alert AS a JOIN receipt AS r ON r.id = a.receipt JOIN alert_follow_up AS f ON f.alert = a.id
  LEFT JOIN service_case AS c ON c.alert = a.id
  WHERE a.delivered_at IS NOT NULL AND r.withdrawn_at IS NULL
    AND (a.quarantined_because IS NULL OR a.quarantined_because = 'receipt_expired');
