-- Cells of cubes, and publications that say which definitions they follow and who vouches for them.
ALTER TABLE publication ADD COLUMN definitions INTEGER NOT NULL DEFAULT 0;  -- version of config/indicators.yaml; 0: from before
ALTER TABLE publication ADD COLUMN signature BLOB;  -- of the instance, over the canonical form; none: from before

ALTER TABLE cell ADD COLUMN dimension TEXT NOT NULL DEFAULT ''
  CHECK (dimension IN ('', 'department', 'job_family', 'size_class'));
ALTER TABLE cell ADD COLUMN category TEXT NOT NULL DEFAULT '' CHECK ((dimension = '') = (category = ''));
ALTER TABLE cell ADD COLUMN category_label TEXT NOT NULL DEFAULT '';  -- French, as it was that day

CREATE UNIQUE INDEX cell_place ON cell(publication, indicator, dimension, category);

CREATE TRIGGER publication_is_signed BEFORE INSERT ON publication
WHEN NEW.signature IS NULL OR length(NEW.signature) <> 64 OR NEW.definitions < 1
BEGIN SELECT RAISE(ABORT, 'a publication without its signature'); END;

-- What the key of the noise makes of a fixed text. Under another key the same persons would get another noise, and
-- two noises of one figure are nearer to it than one: nothing is published then.
CREATE TABLE noise_key (
  position INTEGER NOT NULL PRIMARY KEY CHECK (position = 1),
  digest BLOB NOT NULL CHECK (length(digest) = 32)
) STRICT;
CREATE TRIGGER noise_key_is_frozen BEFORE UPDATE ON noise_key
BEGIN SELECT RAISE(ABORT, 'the key of the noise does not change'); END;
CREATE TRIGGER noise_key_stays BEFORE DELETE ON noise_key
BEGIN SELECT RAISE(ABORT, 'the key of the noise stays'); END;
