-- What an occupational health service notes of an accompaniment: days and closed answers, never content. All of it
-- hangs on a delivered alert and goes with it. Nothing in here is read on the employer's side.

-- Alerts about which something may still be noted. An agreement that is withdrawn, or an envelope that failed a
-- check, ends that. The six months of the message's agreement do not: whoever accepted the accompaniment by voice is
-- followed up to 24 months after it, without the message being shown.
CREATE VIEW case_that_stands(alert, oh_service, is_own_request) AS
  SELECT a.id, a.oh_service, length(r.lock) = 0
  FROM sealed_alert AS a JOIN receipt AS r ON r.id = a.receipt
  JOIN alert_follow_up AS f ON f.alert = a.id
  WHERE a.delivered_at IS NOT NULL AND r.withdrawn_at IS NULL AND f.confirmed_at IS NOT NULL
    AND (a.quarantined_because IS NULL OR a.quarantined_because = 'receipt_expired');

CREATE TABLE service_case (                   -- the accompaniment was proposed: accepted or declined
  alert BLOB NOT NULL PRIMARY KEY REFERENCES sealed_alert(id) ON DELETE CASCADE,
  entered_on INTEGER,
  declined_on INTEGER,
  left_on INTEGER,
  exit_kind TEXT CHECK (exit_kind IN ('negative', 'positive')),
  outcome TEXT CHECK (outcome IN ('post_adapted', 'external_post', 'internal_post', 'permanent_hire', 'unfitness',
                                  'invalidity', 'retraining', 'business_created')),
  CHECK ((entered_on IS NULL) <> (declined_on IS NULL)),
  CHECK (left_on IS NULL OR entered_on IS NOT NULL),
  CHECK (left_on IS NULL OR left_on >= entered_on),
  CHECK ((left_on IS NULL) = (exit_kind IS NULL)),
  CHECK (left_on IS NULL OR outcome IS NOT NULL),
  CHECK (outcome IS NULL OR left_on IS NOT NULL OR declined_on IS NOT NULL)
) STRICT;

CREATE TABLE case_visit (                     -- what came of a planned visit
  alert BLOB NOT NULL REFERENCES sealed_alert(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,                  -- 0, 1, 2… in the order of noting
  kind TEXT NOT NULL,
  planned_on INTEGER NOT NULL,
  result TEXT NOT NULL CHECK (result IN ('held', 'absent', 'postponed')),
  result_on INTEGER NOT NULL,
  PRIMARY KEY (alert, position)
) STRICT;

CREATE TABLE case_document (                  -- that a document was handed over; its text is in the physician's software
  alert BLOB NOT NULL REFERENCES sealed_alert(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('ATTESTATION_SUIVI', 'PROPOSITION_MESURES', 'AVIS_APTITUDE', 'AVIS_INAPTITUDE')),
  issued_on INTEGER NOT NULL,
  PRIMARY KEY (alert, kind, issued_on)
) STRICT;

CREATE TABLE case_contact (                   -- that people spoke, never what was said
  alert BLOB NOT NULL REFERENCES sealed_alert(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  with_whom TEXT NOT NULL CHECK (with_whom IN ('employee', 'employer', 'partner')),
  held_on INTEGER NOT NULL,
  partner_kind TEXT CHECK (partner_kind IN ('cap_emploi', 'carsat_social', 'cpam', 'pdp_cell', 'mdph', 'agefiph',
    'france_travail', 'treating_physician', 'career_adviser', 'training_body', 'ergonomist', 'psychologist',
    'social_worker', 'other')),
  agreed_on INTEGER,                          -- the day the person agreed to this contact
  PRIMARY KEY (alert, position),
  CHECK ((with_whom = 'partner') = (partner_kind IS NOT NULL)),
  CHECK (with_whom = 'employee' OR agreed_on IS NOT NULL),
  CHECK (agreed_on IS NULL OR agreed_on <= held_on)
) STRICT;

CREATE TABLE case_follow_up (                 -- 6, 12 and 24 months after the exit
  alert BLOB NOT NULL REFERENCES sealed_alert(id) ON DELETE CASCADE,
  months INTEGER NOT NULL CHECK (months IN (6, 12, 24)),
  asked_on INTEGER NOT NULL,
  answered_on INTEGER,
  still_in_work INTEGER CHECK (still_in_work IN (0, 1)),
  post TEXT CHECK (post IN ('same', 'adapted', 'other')),
  help_wished INTEGER CHECK (help_wished IN (0, 1)),
  PRIMARY KEY (alert, months),
  CHECK (answered_on IS NULL OR answered_on >= asked_on),
  CHECK ((answered_on IS NULL) = (still_in_work IS NULL)),
  CHECK ((answered_on IS NULL) = (help_wished IS NULL)),
  CHECK ((post IS NOT NULL) = coalesce(still_in_work = 1, 0))
) STRICT;

-- The database's own lock: nothing is added without a voice that confirmed, or after a withdrawal.
CREATE TRIGGER case_needs_a_standing_agreement BEFORE INSERT ON service_case
WHEN NOT EXISTS (SELECT 1 FROM case_that_stands WHERE alert = NEW.alert)
BEGIN SELECT RAISE(ABORT, 'a case without a confirmed agreement'); END;
CREATE TRIGGER changed_case_needs_a_standing_agreement BEFORE UPDATE ON service_case
WHEN NOT EXISTS (SELECT 1 FROM case_that_stands WHERE alert = NEW.alert)
BEGIN SELECT RAISE(ABORT, 'a case without a confirmed agreement'); END;
CREATE TRIGGER case_visit_needs_a_standing_agreement BEFORE INSERT ON case_visit
WHEN NOT EXISTS (SELECT 1 FROM case_that_stands WHERE alert = NEW.alert)
BEGIN SELECT RAISE(ABORT, 'a visit without a confirmed agreement'); END;
CREATE TRIGGER case_document_follows_from_a_visit BEFORE INSERT ON case_document
WHEN NOT EXISTS (SELECT 1 FROM case_that_stands AS s JOIN alert_follow_up AS f ON f.alert = s.alert
                 WHERE s.alert = NEW.alert AND f.visited_on <= NEW.issued_on)
BEGIN SELECT RAISE(ABORT, 'a document without a visit'); END;
CREATE TRIGGER case_contact_needs_a_standing_agreement BEFORE INSERT ON case_contact
WHEN NOT EXISTS (SELECT 1 FROM case_that_stands WHERE alert = NEW.alert
                 AND NOT (NEW.with_whom = 'employer' AND is_own_request))
BEGIN SELECT RAISE(ABORT, 'a contact without a confirmed agreement'); END;
CREATE TRIGGER case_follow_up_follows_from_an_exit BEFORE INSERT ON case_follow_up
WHEN NOT EXISTS (SELECT 1 FROM case_that_stands AS s JOIN service_case AS c ON c.alert = s.alert
                 WHERE s.alert = NEW.alert AND c.left_on < NEW.asked_on)
BEGIN SELECT RAISE(ABORT, 'a follow-up without an exit'); END;
CREATE TRIGGER case_answer_needs_a_standing_agreement BEFORE UPDATE ON case_follow_up
WHEN NOT EXISTS (SELECT 1 FROM case_that_stands WHERE alert = NEW.alert)
BEGIN SELECT RAISE(ABORT, 'an answer without a standing agreement'); END;
CREATE TRIGGER case_note_does_not_move BEFORE UPDATE OF alert, entered_on, declined_on ON service_case
BEGIN SELECT RAISE(ABORT, 'an entry keeps its day'); END;

-- What a service promised its funders for a year. Without a row: the numbers AIST Haute-Loire agreed with the PRC.
CREATE TABLE service_target (
  oh_service BLOB NOT NULL PRIMARY KEY REFERENCES oh_service(id),
  referrals_per_year INTEGER NOT NULL CHECK (referrals_per_year BETWEEN 0 AND 100000),
  files_per_year INTEGER NOT NULL CHECK (files_per_year BETWEEN 0 AND 100000),
  kept_in_work_percent INTEGER NOT NULL CHECK (kept_in_work_percent BETWEEN 0 AND 100)
) STRICT;

-- The last day on which something was done in a case, for its retention. Follow-ups do not lengthen it.
CREATE VIEW case_note_day(alert, on_day) AS
  SELECT alert, max(coalesce(entered_on, 0), coalesce(declined_on, 0), coalesce(left_on, 0)) FROM service_case
  UNION ALL SELECT alert, result_on FROM case_visit
  UNION ALL SELECT alert, issued_on FROM case_document
  UNION ALL SELECT alert, held_on FROM case_contact;
