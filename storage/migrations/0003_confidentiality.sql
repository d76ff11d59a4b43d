-- What confidentiality in full needs: proof of what was done, rights of people, keys that change hands.


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
