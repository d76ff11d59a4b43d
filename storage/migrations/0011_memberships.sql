-- Memberships as stays, because an employer that left a network may come back; and whom a publication counted as a
-- member, so that a later correction does not alter how what is published is judged.
CREATE TABLE membership (
  network BLOB NOT NULL REFERENCES network(id),
  employer BLOB NOT NULL REFERENCES employer(id),
  first_day INTEGER NOT NULL,
  last_day INTEGER CHECK (last_day >= first_day),   -- inclusive; none: a member until somebody says otherwise
  PRIMARY KEY (network, employer, first_day)
) STRICT, WITHOUT ROWID;

-- What ended before it began was never counted.
INSERT INTO membership(network, employer, first_day, last_day)
  SELECT network, employer, joined_on, left_on FROM network_member WHERE left_on IS NULL OR left_on >= joined_on;
DROP TABLE network_member;

CREATE TABLE counted_period (                  -- also where no employer was counted
  network BLOB NOT NULL REFERENCES network(id),
  starts_on INTEGER NOT NULL,
  ends_on INTEGER NOT NULL,                    -- inclusive
  PRIMARY KEY (network, starts_on, ends_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE counted_member (
  network BLOB NOT NULL,
  starts_on INTEGER NOT NULL,
  ends_on INTEGER NOT NULL,
  employer BLOB NOT NULL REFERENCES employer(id),
  department TEXT NOT NULL,                    -- under which it was counted; empty: none was known
  PRIMARY KEY (network, starts_on, ends_on, employer),
  FOREIGN KEY (network, starts_on, ends_on) REFERENCES counted_period(network, starts_on, ends_on)
) STRICT, WITHOUT ROWID;
