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

-- Passkeys, and when somebody last proved who they are.
CREATE TABLE passkey (
  id BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL REFERENCES account(id),
  credential BLOB NOT NULL UNIQUE,            -- as the authenticator names it
  algorithm INTEGER NOT NULL CHECK (algorithm IN (-7, -8)),  -- COSE: ES256, EdDSA
  public_key BLOB NOT NULL,
  sign_count INTEGER NOT NULL,                -- a copy of the key shows by going back
  sealed_label BLOB NOT NULL,                 -- own words, under the account's key
  added_at INTEGER NOT NULL,
  last_used_at INTEGER
) STRICT;
CREATE INDEX passkey_of_account ON passkey(account);
CREATE TRIGGER passkey_stays_with_its_account BEFORE UPDATE OF account, credential, public_key ON passkey
BEGIN SELECT RAISE(ABORT, 'a passkey is made anew, not changed'); END;

CREATE TABLE passkey_challenge (              -- answered once, within minutes, by who was asked
  asker BLOB NOT NULL,                        -- hash of the session's secret, or of the one of a sign-in under way
  purpose TEXT NOT NULL CHECK (purpose IN ('register', 'sign_in', 'prove')),
  account BLOB NOT NULL REFERENCES account(id),
  challenge BLOB NOT NULL CHECK (length(challenge) = 32),
  drawn_at INTEGER NOT NULL,
  sealed_member_key BLOB,                     -- of a sign-in under way: opens with its cookie only
  PRIMARY KEY (asker, purpose)
) STRICT;

ALTER TABLE session ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';  -- its kind, of a closed list

-- What proves who somebody is has changed, or what they may do: every session starts anew, whoever wrote it.
CREATE TRIGGER sessions_end_with_the_account_they_had
AFTER UPDATE OF role, employer, oh_service, network, password, sealed_totp, disabled_at ON account
WHEN OLD.role IS NOT NEW.role OR OLD.employer IS NOT NEW.employer OR OLD.oh_service IS NOT NEW.oh_service
  OR OLD.network IS NOT NEW.network OR OLD.password IS NOT NEW.password
  OR OLD.sealed_totp IS NOT NEW.sealed_totp OR OLD.disabled_at IS NOT NEW.disabled_at
BEGIN
  DELETE FROM session WHERE account = NEW.id;
  DELETE FROM passkey_challenge WHERE account = NEW.id;
END;
CREATE TRIGGER sessions_end_with_a_passkey_added AFTER INSERT ON passkey
BEGIN
  DELETE FROM session WHERE account = NEW.account;
  DELETE FROM passkey_challenge WHERE account = NEW.account;
END;
CREATE TRIGGER sessions_end_with_a_passkey_removed AFTER DELETE ON passkey
BEGIN
  DELETE FROM session WHERE account = OLD.account;
  DELETE FROM passkey_challenge WHERE account = OLD.account;
END;

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

-- Whose rows no night erases, and why. 3: frozen by the person (article 18). 2: a request of the person waits for
-- its answer, which may need the rows. 1: it asks for erasure, so only the file stays, to answer with.
CREATE VIEW spared_person(employee, why) AS
  SELECT employee, max(why) FROM (
    SELECT employee, 3 AS why FROM processing_choice WHERE limited_at IS NOT NULL
    UNION ALL SELECT employee, CASE kind WHEN 'erasure' THEN 1 ELSE 2 END FROM rights_request
      WHERE answered_at IS NULL AND employee IS NOT NULL)
  GROUP BY employee;

-- What published figures still have to count after a row was erased: that somebody, of an employer, in a quarter.
-- Without it a year's figures would count only its last months. Neither a date nor a person; fifteen months.
CREATE TABLE erased_count (
  quarter INTEGER NOT NULL,                   -- its first day
  employer BLOB NOT NULL REFERENCES employer(id),
  what TEXT NOT NULL,                         -- a kind of signal, or "suggestion", "talk", "invitation"
  subject BLOB NOT NULL,                      -- keyed hash of year and person: a person counts once
  PRIMARY KEY (quarter, employer, what, subject)
) STRICT, WITHOUT ROWID;

-- Keys that change hands: earlier keys of a mailbox, rosters signed again, recovery codes, forgotten passwords.
CREATE TABLE mailbox_former_key (             -- opens what was sealed before the mailbox's key changed
  oh_service BLOB NOT NULL REFERENCES oh_service(id),
  key_id BLOB NOT NULL,
  account BLOB NOT NULL REFERENCES account(id),
  sealed_private_key BLOB NOT NULL,
  PRIMARY KEY (oh_service, key_id, account)
) STRICT;

CREATE TABLE roster_renewal (                 -- the present root key's signature on a roster from before it
  oh_service BLOB NOT NULL,
  number INTEGER NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (oh_service, number),
  FOREIGN KEY (oh_service, number) REFERENCES mailbox_roster(oh_service, number)
) STRICT;

CREATE TABLE member_recovery (                -- the master key under the printed code; counts once it was retyped
  account BLOB NOT NULL PRIMARY KEY REFERENCES account(id),
  wrapped_master_key BLOB,                    -- under the code that was retyped
  verified_at INTEGER,
  pending_master_key BLOB,                    -- under a newer code, until it is retyped
  pending_since INTEGER,
  CHECK ((wrapped_master_key IS NULL) = (verified_at IS NULL)),
  CHECK ((pending_master_key IS NULL) = (pending_since IS NULL))
) STRICT;

CREATE TABLE password_reset (                 -- one code on paper, good once, for one day
  account BLOB NOT NULL PRIMARY KEY REFERENCES account(id),
  code_hash BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  wrong_codes INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Consent: a code for whoever wrote alone, a card in place of a lost one, what to check about an answer.
CREATE TABLE receipt_details (                -- the commitment to the person, the language read, whom to turn to
  receipt BLOB NOT NULL PRIMARY KEY REFERENCES receipt(id) ON DELETE CASCADE,
  canonical BLOB NOT NULL
) STRICT;

CREATE TABLE own_request_code (               -- finds an own request and recognises its code; opens nothing
  receipt BLOB NOT NULL PRIMARY KEY REFERENCES receipt(id) ON DELETE CASCADE,
  locator TEXT NOT NULL UNIQUE,
  lock BLOB NOT NULL
) STRICT;

CREATE TABLE replaced_invitation (            -- an act of the employer's side; no answer is read or written here
  invitation BLOB NOT NULL PRIMARY KEY REFERENCES invitation(id) ON DELETE CASCADE,
  replaced_by BLOB NOT NULL UNIQUE REFERENCES invitation(id) ON DELETE CASCADE
) STRICT;

ALTER TABLE invitation_content ADD COLUMN printed_at INTEGER;  -- to the second; none: handed over before this column

-- The database's own lock. A receipt given with a card keeps the lock of that card and of no other; an alert is
-- the one its receipt names, and its envelope commits to that receipt; a withdrawal is final.
CREATE TRIGGER receipt_keeps_the_lock_of_its_card BEFORE INSERT ON receipt
WHEN length(NEW.lock) > 0 AND NOT EXISTS
     (SELECT 1 FROM invitation_content WHERE invitation = NEW.invitation AND lock = NEW.lock)
BEGIN SELECT RAISE(ABORT, 'a receipt with the lock of another card'); END;

CREATE TRIGGER alert_is_the_one_its_receipt_names BEFORE INSERT ON sealed_alert
WHEN NOT EXISTS (SELECT 1 FROM receipt
                 WHERE id = NEW.receipt AND instr(canonical, NEW.id) > 0
                   AND instr(NEW.envelope, NEW.id) > 0 AND instr(NEW.envelope, receipt_hash) > 0)
BEGIN SELECT RAISE(ABORT, 'an alert under the receipt of another'); END;

CREATE TRIGGER agreement_keeps_its_dates BEFORE UPDATE OF given_at, expires_on ON receipt
BEGIN SELECT RAISE(ABORT, 'an agreement lasts as long as it was given for'); END;

CREATE TRIGGER withdrawal_is_final BEFORE UPDATE OF withdrawn_at ON receipt
WHEN OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NOT OLD.withdrawn_at
BEGIN SELECT RAISE(ABORT, 'a withdrawn agreement does not stand again'); END;

CREATE TABLE answer_doubt (                   -- why a physician asks whether it was the person; the mailbox's side only
  alert BLOB NOT NULL REFERENCES sealed_alert(id) ON DELETE CASCADE,
  reason TEXT NOT NULL CHECK (reason IN ('employer_network', 'employer_session', 'soon_after_printing',
                                         'several_codes', 'night', 'replaced_card')),
  PRIMARY KEY (alert, reason)
) STRICT;

CREATE TABLE employer_network (               -- keyed hash of a /24 or /56 somebody of that employer worked from
  employer BLOB NOT NULL REFERENCES employer(id) ON DELETE CASCADE,
  network BLOB NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (employer, network)
) STRICT;

CREATE TABLE code_device (                    -- keyed hashes of a browser and of a code; gone after 24 hours
  device BLOB NOT NULL,
  code BLOB NOT NULL,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (device, code)
) STRICT;

-- Ways in: everybody has a second factor, managers too, and a password that somebody drew ends by itself.
ALTER TABLE account ADD COLUMN first_password_until INTEGER;  -- none: the person's own password
