-- What a network keeps of its territory. It stands beside the published figures because this file is the only one that
-- a network's pages open.
CREATE TABLE territory_note (
  id BLOB NOT NULL PRIMARY KEY,
  network BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('protocol', 'partner', 'action', 'meeting', 'event', 'shared_document')),
  on_day INTEGER NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  web_address TEXT NOT NULL,
  carried_by TEXT NOT NULL,
  due_on INTEGER,
  done_on INTEGER,
  written_at INTEGER NOT NULL,
  CHECK (kind = 'action' OR (due_on IS NULL AND done_on IS NULL))
) STRICT;
CREATE INDEX territory_note_of_network ON territory_note(network, on_day);
