-- keys.db: keys that change, and the memory of those that were destroyed.


-- Audit: what ties an entry of the audit log to a person. It goes with the person's key, and the tie with it.
CREATE TABLE audit_salt (
  person BLOB NOT NULL PRIMARY KEY,           -- an employee or an account: the id of its key
  salt BLOB NOT NULL                          -- 32 random bytes
) STRICT;

CREATE TRIGGER salt_goes_with_the_key AFTER DELETE ON person_key
BEGIN DELETE FROM audit_salt WHERE person = OLD.id; END;
