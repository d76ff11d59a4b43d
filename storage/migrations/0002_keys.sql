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
