-- What confidentiality in full needs: proof of what was done, rights of people, keys that change hands.


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
