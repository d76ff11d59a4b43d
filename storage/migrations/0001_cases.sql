-- prevenance.db: organisations, people, facts, cases, what leaves, what was done.
-- Dates are days since 1970-01-01, instants are seconds since then. A column named sealed_… holds a
-- ciphertext that the database cannot read; nothing readable ever shares a column with it.
-- There is no status column: a state is computed from what happened when.

CREATE TABLE oh_service (                     -- occupational health service (SPSTI)
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  retention_officer TEXT NOT NULL,            -- the named référent PDP
  phone TEXT NOT NULL
) STRICT;

CREATE TABLE mailbox_roster (                 -- who reads a service's mailbox; each follows from the one before
  oh_service BLOB NOT NULL REFERENCES oh_service(id),
  number INTEGER NOT NULL,                    -- 1, 2, 3… without a gap
  roster BLOB NOT NULL,                       -- members and the group's public key, signed twice
  PRIMARY KEY (oh_service, number)
) STRICT;

CREATE TRIGGER roster_is_append_only BEFORE UPDATE ON mailbox_roster
BEGIN SELECT RAISE(ABORT, 'a signed roster does not change'); END;

CREATE TABLE mailbox_member (
  oh_service BLOB NOT NULL REFERENCES oh_service(id),
  account BLOB NOT NULL REFERENCES account(id),
  sealed_private_key BLOB NOT NULL,           -- the group's private half, sealed to this member
  PRIMARY KEY (oh_service, account)
) STRICT;

CREATE TABLE mailbox_application (            -- a member's public keys, signed, until a present member admits them
  oh_service BLOB NOT NULL REFERENCES oh_service(id),
  account BLOB NOT NULL REFERENCES account(id),
  application BLOB NOT NULL,
  applied_at INTEGER NOT NULL,
  PRIMARY KEY (oh_service, account)
) STRICT;

CREATE TABLE network (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE employer (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  siret TEXT NOT NULL UNIQUE,
  idcc TEXT NOT NULL,
  naf TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('provider', 'agent')),
  oh_service BLOB REFERENCES oh_service(id),
  staff_informed_on INTEGER                   -- staff and works council told of the service (L1222-4, L2312-38)
) STRICT;

CREATE TABLE network_member (
  network BLOB NOT NULL REFERENCES network(id),
  employer BLOB NOT NULL REFERENCES employer(id),
  joined_on INTEGER NOT NULL,
  PRIMARY KEY (network, employer)
) STRICT;

CREATE TABLE team (
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  name TEXT NOT NULL,
  UNIQUE (employer, name)
) STRICT;

CREATE TABLE account (
  id BLOB NOT NULL PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('manager', 'referent', 'physician', 'cell_member',
                                     'network_analyst', 'administrator')),
  employer BLOB REFERENCES employer(id),
  oh_service BLOB REFERENCES oh_service(id),
  network BLOB REFERENCES network(id),
  login_index BLOB NOT NULL UNIQUE,           -- keyed hash of the sign-in name
  sealed_profile BLOB NOT NULL,               -- sign-in name, display name
  password BLOB NOT NULL,                     -- salt, parameters and hash of the derived login key
  sealed_totp BLOB,                           -- none for managers
  totp_last_step INTEGER NOT NULL DEFAULT 0,  -- each step opens once
  member_keys BLOB,                           -- physicians and cell: public halves and the wrapped master key
  created_at INTEGER NOT NULL,
  disabled_at INTEGER,
  CHECK ((role IN ('manager', 'referent')) = (employer IS NOT NULL)),
  CHECK ((role IN ('physician', 'cell_member')) = (oh_service IS NOT NULL)),
  CHECK ((role = 'network_analyst') = (network IS NOT NULL))
) STRICT;

CREATE TABLE manager_team (
  account BLOB NOT NULL REFERENCES account(id),
  team BLOB NOT NULL REFERENCES team(id),
  PRIMARY KEY (account, team)
) STRICT;

CREATE TABLE session (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL REFERENCES account(id),
  signed_in_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  sealed_member_key BLOB                      -- opens with the cookie only
) STRICT;
CREATE INDEX session_of_account ON session(account);

CREATE TABLE api_key (
  id BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL REFERENCES account(id),  -- it acts as this account, no more
  key_hash BLOB NOT NULL UNIQUE,
  label TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_on INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

CREATE TABLE throttle (                       -- failed attempts, by keyed hash of what was attempted
  subject BLOB NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  window_started_at INTEGER NOT NULL,
  next_attempt_at INTEGER NOT NULL
) STRICT;

CREATE TABLE employee (
  id BLOB NOT NULL PRIMARY KEY,               -- random: rules work on it at night and can name nobody
  employer BLOB NOT NULL REFERENCES employer(id),
  team BLOB NOT NULL REFERENCES team(id),
  sealed_person BLOB NOT NULL,                -- payroll number, names, birth year, under the person's own key
  payroll_index BLOB NOT NULL,                -- keyed hash, for uniqueness only
  job_family TEXT NOT NULL,
  entered_on INTEGER NOT NULL,
  left_on INTEGER,
  informed_on INTEGER,                        -- the person was told of the service (L1222-4)
  UNIQUE (employer, payroll_index),
  CHECK (left_on IS NULL OR left_on >= entered_on)
) STRICT;
CREATE INDEX employee_of_team ON employee(team);

CREATE TABLE signal (
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB REFERENCES employee(id),
  team BLOB REFERENCES team(id),
  type TEXT NOT NULL,                         -- code of config/signals.yaml
  happened_on INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES account(id),
  sealed_fact BLOB,                           -- the short fact, where the type allows one
  CHECK ((employee IS NULL) <> (team IS NULL))
) STRICT;
CREATE INDEX signal_of_employee ON signal(employee, happened_on);
CREATE INDEX signal_of_team ON signal(team, happened_on) WHERE team IS NOT NULL;

CREATE TABLE absence_import (
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  made_by BLOB REFERENCES account(id),        -- none: the command line
  file_hash BLOB NOT NULL,                    -- keyed
  layout_hash BLOB NOT NULL,                  -- keyed hash of the header: such files are read the same way
  choices TEXT NOT NULL,                      -- encoding, separator, date format, columns by number
  uploaded_at INTEGER NOT NULL,
  sealed_upload BLOB,                         -- the file between upload and decision; destroyed at either
  committed_at INTEGER,
  abandoned_at INTEGER,
  undone_at INTEGER,
  rows_read INTEGER NOT NULL DEFAULT 0,
  rows_kept INTEGER NOT NULL DEFAULT 0,
  rows_known INTEGER NOT NULL DEFAULT 0,
  rows_repeated INTEGER NOT NULL DEFAULT 0,
  rows_refused INTEGER NOT NULL DEFAULT 0,
  rows_dropped INTEGER NOT NULL DEFAULT 0,
  rows_left_aside INTEGER NOT NULL DEFAULT 0,
  absences_added INTEGER NOT NULL DEFAULT 0,
  absences_changed INTEGER NOT NULL DEFAULT 0,
  CHECK (committed_at IS NULL OR abandoned_at IS NULL),
  CHECK ((committed_at IS NULL AND abandoned_at IS NULL) OR sealed_upload IS NULL),
  CHECK (undone_at IS NULL OR committed_at IS NOT NULL)
) STRICT;
CREATE INDEX import_of_employer ON absence_import(employer, uploaded_at);

CREATE TABLE absence (                        -- category and dates: the cause was never stored
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB NOT NULL REFERENCES employee(id),
  category TEXT NOT NULL CHECK (category IN ('MALADIE', 'IMPREVUE')),
  starts_on INTEGER NOT NULL,
  ends_on INTEGER,
  recorded_at INTEGER NOT NULL,
  import BLOB REFERENCES absence_import(id),
  UNIQUE (employee, starts_on),
  CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;
CREATE INDEX absence_of_import ON absence(import) WHERE import IS NOT NULL;

CREATE TABLE absence_change (                 -- what a later import prolonged, ended or explained, as it was before
  sequence INTEGER NOT NULL PRIMARY KEY,
  import BLOB NOT NULL REFERENCES absence_import(id),
  absence BLOB NOT NULL REFERENCES absence(id) ON DELETE CASCADE,
  category_before TEXT NOT NULL,
  ends_on_before INTEGER,
  UNIQUE (import, absence)
) STRICT;
CREATE INDEX change_of_absence ON absence_change(absence);

CREATE TABLE legal_stop (                     -- declared by hand for the legal calendar; no signal rule reads it
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB NOT NULL REFERENCES employee(id),
  kind TEXT NOT NULL CHECK (kind IN ('AT', 'MP')),
  starts_on INTEGER NOT NULL,
  ends_on INTEGER,
  recorded_at INTEGER NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES account(id),
  UNIQUE (employee, kind, starts_on),
  CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;

CREATE TABLE archived_rule (                  -- an old finding is explained with the rule it was made under
  content_hash TEXT NOT NULL PRIMARY KEY,
  rule TEXT NOT NULL,
  version TEXT NOT NULL,
  content TEXT NOT NULL,
  first_used_at INTEGER NOT NULL
) STRICT;

CREATE TABLE suggestion (
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB REFERENCES employee(id),
  team BLOB REFERENCES team(id),
  rule TEXT NOT NULL,
  content_hash TEXT NOT NULL REFERENCES archived_rule(content_hash),
  family TEXT NOT NULL CHECK (family IN ('signal', 'legal')),
  as_of INTEGER NOT NULL,
  due_on INTEGER,
  raised_at INTEGER NOT NULL,
  postponed_until INTEGER,
  closed_at INTEGER,
  closed_by BLOB REFERENCES account(id),
  closing TEXT CHECK (closing IN ('talk_held', 'no_talk', 'fact_wrong', 'done', 'facts_gone')),
  reason TEXT,                                -- code of the reason the person chose, from a closed list
  CHECK ((employee IS NULL) <> (team IS NULL)),
  CHECK ((closed_at IS NULL) = (closing IS NULL))
) STRICT;
CREATE INDEX suggestion_of_employer ON suggestion(employer, closed_at);
CREATE INDEX suggestion_of_employee ON suggestion(employee, rule) WHERE employee IS NOT NULL;
CREATE INDEX suggestion_of_team ON suggestion(team, rule) WHERE team IS NOT NULL;

CREATE TABLE suggestion_evidence (            -- as counted on the day; the facts themselves may be corrected since
  suggestion BLOB NOT NULL REFERENCES suggestion(id),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,
  starts_on INTEGER NOT NULL,
  ends_on INTEGER,
  PRIMARY KEY (suggestion, position)
) STRICT;

CREATE TABLE suggestion_fact (
  suggestion BLOB NOT NULL REFERENCES suggestion(id),
  position INTEGER NOT NULL,
  fact BLOB NOT NULL,
  PRIMARY KEY (suggestion, fact)
) STRICT;

CREATE TABLE suggestion_value (
  suggestion BLOB NOT NULL REFERENCES suggestion(id),
  name TEXT NOT NULL,
  value INTEGER NOT NULL,
  PRIMARY KEY (suggestion, name)
) STRICT;

CREATE TABLE interview (                      -- the talk
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB NOT NULL REFERENCES employee(id),
  suggestion BLOB REFERENCES suggestion(id),
  held_on INTEGER NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('on_site', 'phone', 'video')),
  accompanied INTEGER NOT NULL CHECK (accompanied IN (0, 1)),
  wish TEXT NOT NULL CHECK (wish IN ('talk_again', 'no_follow_up', 'invitation')),
  talk_again_on INTEGER,
  recorded_at INTEGER NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES account(id)
) STRICT;
CREATE INDEX interview_of_employee ON interview(employee, held_on);

CREATE TABLE interview_topic (
  interview BLOB NOT NULL REFERENCES interview(id),
  topic TEXT NOT NULL,                        -- code of a topic of work
  PRIMARY KEY (interview, topic)
) STRICT;

CREATE TABLE visit_request (                  -- R4624-34, by the employer, with a written motive
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB NOT NULL REFERENCES employee(id),
  interview BLOB NOT NULL REFERENCES interview(id),
  sealed_motive BLOB NOT NULL,
  informed_on INTEGER NOT NULL,               -- the employee was told of the request and its object
  requested_at INTEGER NOT NULL,
  requested_by BLOB NOT NULL REFERENCES account(id)
) STRICT;

CREATE TABLE invitation (
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB NOT NULL REFERENCES employee(id),
  interview BLOB NOT NULL REFERENCES interview(id),
  oh_service BLOB NOT NULL REFERENCES oh_service(id),
  locator TEXT NOT NULL UNIQUE,               -- in the QR code; finds the invitation, opens nothing
  handed_over_on INTEGER NOT NULL,
  handed_over_by BLOB NOT NULL REFERENCES account(id),
  closes_on INTEGER NOT NULL                  -- handed_over_on + 14, whatever is answered
) STRICT;
CREATE INDEX invitation_of_employee ON invitation(employee, handed_over_on);

-- What only the code opens. The row is replaced by one of the same size when the content is destroyed, and
-- no employer page reads this table: an answer changes nothing that the employer side can see.
CREATE TABLE invitation_content (
  invitation BLOB NOT NULL PRIMARY KEY REFERENCES invitation(id),
  sealed_content BLOB,                        -- destroyed by an answer, by five wrong codes, by the closing day
  lock BLOB NOT NULL,                         -- salt and public halves: recognise the code, open nothing
  wrong_codes INTEGER NOT NULL DEFAULT 0,
  destroyed_at INTEGER,
  CHECK ((sealed_content IS NULL) = (destroyed_at IS NOT NULL))
) STRICT;

CREATE TABLE receipt (                        -- consent receipt, fields after ISO/IEC TS 27560
  id BLOB NOT NULL PRIMARY KEY,
  invitation BLOB UNIQUE REFERENCES invitation(id),  -- none: the employee's own request
  oh_service BLOB NOT NULL REFERENCES oh_service(id),
  canonical BLOB NOT NULL,
  receipt_hash BLOB NOT NULL,
  given_at INTEGER NOT NULL,
  expires_on INTEGER NOT NULL,
  withdrawn_at INTEGER,
  lock BLOB NOT NULL                          -- recognises the person's code, for coming back and withdrawing
) STRICT;

CREATE TABLE sealed_alert (
  id BLOB NOT NULL PRIMARY KEY,
  receipt BLOB NOT NULL UNIQUE REFERENCES receipt(id),
  oh_service BLOB NOT NULL REFERENCES oh_service(id),
  envelope BLOB NOT NULL,
  sealed_at INTEGER NOT NULL,
  delivered_at INTEGER,
  quarantined_because TEXT,                   -- why the mailbox refuses to show it
  cancelled_at INTEGER
) STRICT;
CREATE INDEX alert_of_service ON sealed_alert(oh_service, delivered_at);

CREATE TRIGGER alert_needs_a_standing_receipt BEFORE INSERT ON sealed_alert
WHEN NOT EXISTS (SELECT 1 FROM receipt
                 WHERE id = NEW.receipt AND oh_service = NEW.oh_service AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'an alert without a standing receipt'); END;

CREATE TRIGGER alert_keeps_its_receipt BEFORE UPDATE OF receipt, envelope ON sealed_alert
BEGIN SELECT RAISE(ABORT, 'a sealed alert does not change'); END;

CREATE TRIGGER delivery_needs_a_standing_receipt BEFORE UPDATE OF delivered_at ON sealed_alert
WHEN NEW.delivered_at IS NOT NULL AND NOT EXISTS
     (SELECT 1 FROM receipt WHERE id = NEW.receipt AND withdrawn_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a withdrawn alert is not delivered'); END;

CREATE TABLE alert_follow_up (                -- the physician's side of a delivered alert
  alert BLOB NOT NULL PRIMARY KEY REFERENCES sealed_alert(id),
  first_read_at INTEGER,
  first_read_by BLOB REFERENCES account(id),
  confirmed_at INTEGER,                       -- with the person, by voice, before anything else
  confirmed_by BLOB REFERENCES account(id),
  visit_kind TEXT,
  visit_on INTEGER,
  visited_on INTEGER,
  closed_at INTEGER,
  CHECK (visit_on IS NULL OR confirmed_at IS NOT NULL),
  CHECK (visited_on IS NULL OR visit_on IS NOT NULL)
) STRICT;

CREATE TABLE measures (                       -- proposal of work measures (L4624-3), as the employer reads it
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB NOT NULL REFERENCES employee(id),
  oh_service BLOB NOT NULL REFERENCES oh_service(id),
  alert BLOB REFERENCES sealed_alert(id),
  talked_with_employee_on INTEGER NOT NULL,
  talked_with_employer_on INTEGER NOT NULL,
  review_on INTEGER,
  sent_at INTEGER NOT NULL,
  sent_by BLOB NOT NULL REFERENCES account(id),
  acknowledged_at INTEGER,
  acknowledged_by BLOB REFERENCES account(id)
) STRICT;
CREATE INDEX measures_of_employer ON measures(employer, sent_at);
CREATE INDEX measures_of_employee ON measures(employee);

CREATE TABLE measure (
  measures BLOB NOT NULL REFERENCES measures(id),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,                         -- of the catalogue of work measures
  sealed_detail BLOB,                         -- the physician's words for the employer, checked for health words
  answer TEXT CHECK (answer IN ('accepted', 'otherwise', 'impossible')),
  sealed_reason BLOB,
  due_on INTEGER,
  answered_at INTEGER,
  PRIMARY KEY (measures, position),
  CHECK (answer IS NOT 'impossible' OR sealed_reason IS NOT NULL)  -- L4624-6: a refusal says why
) STRICT;

CREATE TABLE outbox (                         -- everything that leaves, written with what caused it
  id BLOB NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('alert', 'notice')),
  alert BLOB REFERENCES sealed_alert(id),
  recipient BLOB REFERENCES account(id),
  queued_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  last_trouble TEXT,
  delivered_at INTEGER,
  cancelled_at INTEGER,
  gave_up_at INTEGER,
  CHECK ((kind = 'alert') = (alert IS NOT NULL)),
  CHECK ((kind = 'notice') = (recipient IS NOT NULL))
) STRICT;
CREATE INDEX outbox_due ON outbox(next_attempt_at)
  WHERE delivered_at IS NULL AND cancelled_at IS NULL AND gave_up_at IS NULL;

CREATE TABLE captured_mail (                  -- demo only: where mails land instead of a server
  id BLOB NOT NULL PRIMARY KEY,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  captured_at INTEGER NOT NULL
) STRICT;

CREATE TABLE answered_request (               -- a form or an API call replayed gets its first answer again
  account BLOB NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  location TEXT NOT NULL,
  body TEXT NOT NULL,                         -- identifiers only, never a name
  answered_at INTEGER NOT NULL,
  PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_entry (
  sequence INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,                        -- to the minute
  actor BLOB,                                 -- none: the employee by code, or a job
  action TEXT NOT NULL,
  object BLOB,                                -- what it was done to; a random identifier
  previous BLOB NOT NULL,
  entry_hash BLOB NOT NULL
) STRICT;
CREATE INDEX audit_of_object ON audit_entry(object);

CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log does not change'); END;

CREATE TABLE instance_setting (
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;
