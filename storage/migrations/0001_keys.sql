-- keys.db: one key for each person, wrapped under the root key. Destroying a row here erases the person
-- in prevenance.db and in every backup of it.
CREATE TABLE person_key (
  id BLOB NOT NULL PRIMARY KEY,
  wrapped_key BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;
