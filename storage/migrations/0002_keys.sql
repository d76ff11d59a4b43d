-- keys.db: keys that change, and the memory of those that were destroyed.


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
