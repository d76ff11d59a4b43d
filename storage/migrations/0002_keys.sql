-- keys.db: keys that change, and the memory of those that were destroyed.

-- What must stay undone after an older prevenance.db is put back: people erased, agreements withdrawn, cards
-- that were closed, objections. Keyed hashes only: the list names nobody, and may be kept off the machine.
CREATE TABLE tombstone (
  sequence INTEGER NOT NULL PRIMARY KEY,      -- the order in which they are applied again
  id BLOB NOT NULL UNIQUE,                    -- random; prevenance.db remembers which it has seen
  kind TEXT NOT NULL CHECK (kind IN ('person', 'facts', 'receipt', 'invitation', 'resumption', 'objection', 'limitation')),
  subject BLOB NOT NULL,                      -- keyed hash of an identifier
  made_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER tombstone_does_not_change BEFORE UPDATE ON tombstone
BEGIN SELECT RAISE(ABORT, 'a tombstone does not change'); END;
CREATE TRIGGER tombstone_stays BEFORE DELETE ON tombstone
BEGIN SELECT RAISE(ABORT, 'a tombstone stays'); END;
-- Audit: what ties an entry of the audit log to a person. It goes with the person's key, and the tie with it.
CREATE TABLE audit_salt (
  person BLOB NOT NULL PRIMARY KEY,           -- an employee or an account: the id of its key
  salt BLOB NOT NULL                          -- 32 random bytes
) STRICT;

CREATE TRIGGER salt_goes_with_the_key AFTER DELETE ON person_key
BEGIN DELETE FROM audit_salt WHERE person = OLD.id; END;

-- Root keys that were replaced: what each leaves, sealed under the present one, and its public signing key with
-- the signature of the root key that followed.
CREATE TABLE retired_root_key (
  id BLOB NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,             -- 1 is the installation's first
  sealed_legacy BLOB NOT NULL,
  signing_key BLOB NOT NULL,
  endorsement BLOB NOT NULL,
  retired_at INTEGER NOT NULL
) STRICT;

CREATE TABLE key_setting (                    -- what tells this file from another installation's, or an older one
  name TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;
