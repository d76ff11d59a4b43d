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
-- Rights of people (RGPD, articles 15 to 21): requests, what a person chose, what is still to be remembered.

CREATE TABLE rights_request (
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB REFERENCES employee(id),      -- none: erased since; the register keeps kind, dates and outcome
  year INTEGER NOT NULL,                      -- D-2026-0042 is year 2026, position 42: nothing about a person
  position INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('access', 'correction', 'remark', 'objection', 'limitation', 'resumption', 'erasure', 'portability')),
  received_on INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_by BLOB REFERENCES account(id),    -- who copied a request on paper; none: the person, by code
  about_fact BLOB,                            -- the fact to correct or to remark on
  sealed_words BLOB,                          -- the person's words, under the person's key
  extended_at INTEGER,                        -- by two months, once (article 12(3))
  sealed_extension BLOB,                      -- why, as told to the person
  answered_at INTEGER,
  answered_by BLOB REFERENCES account(id),    -- none: took effect when it was sent
  outcome TEXT CHECK (outcome IN ('granted', 'partly', 'refused')),
  sealed_answer BLOB,                         -- in words, as told to the person
  UNIQUE (employer, year, position),
  CHECK ((answered_at IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX rights_request_of_employee ON rights_request(employee) WHERE employee IS NOT NULL;

CREATE TABLE processing_choice (              -- articles 18 and 21: no signal rule looks at this person
  employee BLOB NOT NULL PRIMARY KEY REFERENCES employee(id),
  employer BLOB NOT NULL REFERENCES employer(id),
  objected_at INTEGER,
  limited_at INTEGER
) STRICT;
CREATE INDEX choice_of_employer ON processing_choice(employer);

CREATE TABLE tombstone_due (                  -- on its way to keys.db, within moments; written by whatever undoes
  id BLOB NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  subject BLOB NOT NULL
) STRICT;

CREATE TABLE tombstone_seen (                 -- those of keys.db that took effect here; an older file lacks the newer
  id BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER withdrawal_is_remembered AFTER UPDATE OF withdrawn_at ON receipt
WHEN OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL
BEGIN
  INSERT INTO tombstone_due(id, kind, subject) VALUES (randomblob(16), 'receipt', NEW.id);
  INSERT INTO tombstone_due(id, kind, subject) SELECT randomblob(16), 'invitation', NEW.invitation WHERE NEW.invitation IS NOT NULL;
END;

-- Refused, five wrong codes, closed: the card must not open anything again.
CREATE TRIGGER closed_card_is_remembered AFTER UPDATE OF sealed_content ON invitation_content
WHEN OLD.sealed_content IS NOT NULL AND NEW.sealed_content IS NULL
BEGIN INSERT INTO tombstone_due(id, kind, subject) VALUES (randomblob(16), 'invitation', NEW.invitation); END;

-- Sent is not closed: were a file from before the sending put back, the person could send again.
CREATE TRIGGER sent_card_is_not_closed AFTER INSERT ON receipt WHEN NEW.invitation IS NOT NULL
BEGIN DELETE FROM tombstone_due WHERE kind = 'invitation' AND subject = NEW.invitation; END;

CREATE TRIGGER choice_is_remembered AFTER INSERT ON processing_choice
BEGIN
  INSERT INTO tombstone_due(id, kind, subject) SELECT randomblob(16), 'objection', NEW.employee WHERE NEW.objected_at IS NOT NULL;
  INSERT INTO tombstone_due(id, kind, subject) SELECT randomblob(16), 'limitation', NEW.employee WHERE NEW.limited_at IS NOT NULL;
END;
CREATE TRIGGER changed_choice_is_remembered AFTER UPDATE ON processing_choice
BEGIN
  INSERT INTO tombstone_due(id, kind, subject) VALUES (randomblob(16), 'resumption', NEW.employee);
  INSERT INTO tombstone_due(id, kind, subject) SELECT randomblob(16), 'objection', NEW.employee WHERE NEW.objected_at IS NOT NULL;
  INSERT INTO tombstone_due(id, kind, subject) SELECT randomblob(16), 'limitation', NEW.employee WHERE NEW.limited_at IS NOT NULL;
END;
