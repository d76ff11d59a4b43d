-- What a structure says on arrival: the tools of prevention it has, and what it lacks. Of the structure, never of a
-- person.
CREATE TABLE structure_answer (
  employer BLOB NOT NULL REFERENCES employer(id),
  question TEXT NOT NULL CHECK (question IN ('tool', 'need')),
  code TEXT NOT NULL,
  answered_on INTEGER NOT NULL,
  PRIMARY KEY (employer, question, code)
) STRICT;
