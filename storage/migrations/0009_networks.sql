-- What figures about networks need to know of employers, and who was counted in what was published.
ALTER TABLE employer ADD COLUMN department TEXT;          -- code of the département of the main establishment: "43", "2A"
ALTER TABLE network_member ADD COLUMN left_on INTEGER;    -- the last day

-- Who stands behind the published figures of a year, so that a fact that arrives late changes no earlier one and the
-- year is judged beside its quarters as they were. No person can be found from here without the instance's key.
CREATE TABLE counted_person (
  year INTEGER NOT NULL,
  indicator TEXT NOT NULL,                    -- of config/indicators.yaml
  person INTEGER NOT NULL,                    -- 64 bits of a keyed hash of year and person
  employer BLOB NOT NULL REFERENCES employer(id),
  job_family TEXT NOT NULL,
  periods INTEGER NOT NULL CHECK (periods BETWEEN 0 AND 31),  -- bit 0: first quarter … bit 4: the year
  PRIMARY KEY (year, indicator, person, employer)
) STRICT, WITHOUT ROWID;
