-- statistics.db: published figures, frozen. The only file that a network reader's code can open.
CREATE TABLE publication (
  id BLOB NOT NULL PRIMARY KEY,
  network BLOB NOT NULL,
  network_name TEXT NOT NULL,
  period_starts_on INTEGER NOT NULL,
  period_ends_on INTEGER NOT NULL,
  published_at INTEGER NOT NULL,
  UNIQUE (network, period_starts_on, period_ends_on)
) STRICT;

CREATE TABLE cell (
  publication BLOB NOT NULL REFERENCES publication(id),
  position INTEGER NOT NULL,
  indicator TEXT NOT NULL,
  label TEXT NOT NULL,
  value INTEGER,                              -- rounded to 5; none where it is hidden
  hidden_because TEXT,                        -- too_few_people, too_few_employers, one_employer_dominates, protects_another_cell
  PRIMARY KEY (publication, position),
  CHECK ((value IS NULL) = (hidden_because IS NOT NULL))
) STRICT;

CREATE TRIGGER publication_is_frozen BEFORE UPDATE ON publication
BEGIN SELECT RAISE(ABORT, 'a published figure does not change'); END;
CREATE TRIGGER cell_is_frozen BEFORE UPDATE ON cell
BEGIN SELECT RAISE(ABORT, 'a published figure does not change'); END;
CREATE TRIGGER publication_stays BEFORE DELETE ON publication
BEGIN SELECT RAISE(ABORT, 'a published figure stays'); END;
CREATE TRIGGER cell_stays BEFORE DELETE ON cell
BEGIN SELECT RAISE(ABORT, 'a published figure stays'); END;
