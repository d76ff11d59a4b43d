-- What confidentiality in full needs: proof of what was done, rights of people, keys that change hands.


-- Audit: entries that only the salt of a person (keys.db) ties to that person; months that are closed, thinned
-- and deleted while their roots stay; signed checkpoints, and the mails that carry them to a witness.
ALTER TABLE audit_entry ADD COLUMN subject BLOB;  -- a keyed commitment; beside it, `object` is one too
CREATE UNIQUE INDEX audit_of_subject ON audit_entry(subject) WHERE subject IS NOT NULL;

CREATE TABLE audit_segment (
  number INTEGER NOT NULL PRIMARY KEY,        -- 1, 2, 3… without a gap
  first_sequence INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  first_at INTEGER NOT NULL,                  -- of the oldest and the youngest entry
  last_at INTEGER NOT NULL,
  root BLOB NOT NULL,                         -- over the hashes of all its entries
  head BLOB NOT NULL,                         -- hash of the last entry: the next one follows from it
  seal BLOB NOT NULL,                         -- keyed hash of all the above and of the seal before
  closed_at INTEGER NOT NULL,
  thinned_at INTEGER,                         -- since then readings are hashes only (audit_stub)
  stubs INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER,                         -- since then only this row is left
  state_seal BLOB NOT NULL,                   -- keyed hash of what may still change in this row
  CHECK (first_sequence <= last_sequence)
) STRICT;

CREATE TRIGGER closed_segment_does_not_change BEFORE UPDATE OF
  number, first_sequence, last_sequence, first_at, last_at, root, head, seal, closed_at ON audit_segment
BEGIN SELECT RAISE(ABORT, 'a closed month of the audit log does not change'); END;

CREATE TRIGGER segment_row_stays BEFORE DELETE ON audit_segment
BEGIN SELECT RAISE(ABORT, 'the root of a month stays'); END;

CREATE TABLE audit_stub (                     -- an entry whose time was over: its hash keeps the chain whole
  sequence INTEGER NOT NULL PRIMARY KEY,
  entry_hash BLOB NOT NULL
) STRICT;

CREATE TABLE audit_checkpoint (
  entries INTEGER NOT NULL PRIMARY KEY,       -- the sequence number of the last entry
  head BLOB NOT NULL,
  segments INTEGER NOT NULL,                  -- closed ones
  segments_seal BLOB NOT NULL,                -- of the last closed one; empty where there is none
  made_at INTEGER NOT NULL,
  signature BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoint_mail (                -- like outbox: a checkpoint on its way to the witness
  id BLOB NOT NULL PRIMARY KEY,
  entries INTEGER NOT NULL UNIQUE REFERENCES audit_checkpoint(entries),
  queued_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  last_trouble TEXT,
  delivered_at INTEGER,
  gave_up_at INTEGER
) STRICT;

-- Retention: what was erased each night, by kind, and the keys that are still to destroy in keys.db.
CREATE TABLE retention_night (
  night INTEGER NOT NULL,
  kind TEXT NOT NULL,
  erased INTEGER NOT NULL,
  held_back INTEGER NOT NULL,                 -- something else still needs the row
  PRIMARY KEY (night, kind)
) STRICT;

CREATE TABLE key_to_destroy (                 -- written with the erasure, taken away once keys.db has done it
  id BLOB NOT NULL PRIMARY KEY
) STRICT;

-- The steps of a case that is followed up. None of them tells what an employee answered.
CREATE VIEW case_step(employee, on_day) AS
  SELECT employee, max(held_on, coalesce(talk_again_on, held_on)) FROM interview WHERE wish <> 'no_follow_up'
  UNION ALL SELECT employee, requested_at / 86400 FROM visit_request
  UNION ALL SELECT employee, handed_over_on FROM invitation
  UNION ALL SELECT employee, max(sent_at / 86400, coalesce(review_on, 0)) FROM measures
  UNION ALL SELECT m.employee, a.answered_at / 86400 FROM measures AS m JOIN measure AS a ON a.measures = m.id
    WHERE a.answered_at IS NOT NULL;
CREATE INDEX visit_request_of_employee ON visit_request(employee);

-- What published figures still have to count after a row was erased: that somebody, of an employer, in a quarter.
-- Without it a year's figures would count only its last months. Neither a date nor a person; fifteen months.
CREATE TABLE erased_count (
  quarter INTEGER NOT NULL,                   -- its first day
  employer BLOB NOT NULL REFERENCES employer(id),
  what TEXT NOT NULL,                         -- a kind of signal, or "suggestion", "talk", "invitation"
  subject BLOB NOT NULL,                      -- keyed hash of year and person: a person counts once
  PRIMARY KEY (quarter, employer, what, subject)
) STRICT, WITHOUT ROWID;
