-- What the full catalogue of rules needs: milestones of the legal calendar, figures of teams, and the numbers
-- that an employer chose for its rules.

CREATE TABLE milestone (                      -- of the legal calendar only; no signal rule reads it
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB NOT NULL REFERENCES employee(id),
  code TEXT NOT NULL CHECK (code IN ('VISITE_2_ANS', 'VISITE_3_ANS', 'VISITE_4_ANS', 'VISITE_5_ANS',
                                     'MI_CARRIERE_OUVERTE', 'MI_CARRIERE', 'ENTRETIEN_PARCOURS', 'REPRISE')),
  starts_on INTEGER NOT NULL,
  ends_on INTEGER,                            -- of spans: REPRISE (none: not known yet), MI_CARRIERE_OUVERTE
  recorded_at INTEGER NOT NULL,
  recorded_by BLOB REFERENCES account(id),    -- none: the program
  UNIQUE (employee, code, starts_on),
  CHECK (ends_on IS NULL OR ends_on >= starts_on),
  CHECK (ends_on IS NULL OR code IN ('MI_CARRIERE_OUVERTE', 'REPRISE'))
) STRICT;

CREATE TABLE team_figure (                    -- a number counted for a whole team over a period; about nobody
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  team BLOB NOT NULL REFERENCES team(id),
  code TEXT NOT NULL,                         -- of config/signals.yaml
  from_on INTEGER NOT NULL,
  to_on INTEGER NOT NULL,                     -- inclusive
  count INTEGER NOT NULL CHECK (count >= 0),
  recorded_at INTEGER NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES account(id),
  UNIQUE (team, from_on, code),
  CHECK (to_on >= from_on)
) STRICT;

CREATE TABLE rule_threshold (                 -- every value ever chosen; the last one of a threshold counts
  sequence INTEGER NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  rule TEXT NOT NULL,
  threshold TEXT NOT NULL,
  value INTEGER,                              -- none: back to the value that the rule comes with
  set_by BLOB NOT NULL REFERENCES account(id),
  set_at INTEGER NOT NULL
) STRICT;
CREATE INDEX threshold_of_employer ON rule_threshold(employer, rule, threshold, sequence);

CREATE TRIGGER rule_threshold_is_append_only BEFORE UPDATE ON rule_threshold
BEGIN SELECT RAISE(ABORT, 'the history of a threshold does not change'); END;
