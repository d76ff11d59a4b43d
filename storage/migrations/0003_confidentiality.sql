-- What confidentiality in full needs: proof of what was done, rights of people, keys that change hands.


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
