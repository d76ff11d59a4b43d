-- The action plan of an employer: what followed a document of the health service, put before the person, carried out,
-- and asked about at 6, 12 and 24 months. It says who does what by when at work, and never why.

CREATE TABLE action_plan (
  id BLOB NOT NULL PRIMARY KEY,
  employer BLOB NOT NULL REFERENCES employer(id),
  employee BLOB NOT NULL REFERENCES employee(id),
  measures BLOB REFERENCES measures(id),      -- that it carries out; none: the document came on paper
  document_kind TEXT NOT NULL CHECK (document_kind IN ('followup_certificate', 'measures_proposal', 'fitness_notice',
                                                       'unfitness_notice')),
  document_on INTEGER NOT NULL,
  exchanged_on INTEGER NOT NULL,              -- with the physician, before anything is proposed (L4624-3)
  revision INTEGER NOT NULL CHECK (revision > 0),  -- one more with each change: nobody overwrites somebody else
  made_at INTEGER NOT NULL,
  made_by BLOB NOT NULL REFERENCES account(id),
  finished_on INTEGER,
  follow_up_ended_on INTEGER,                 -- at the person's wish
  CHECK (follow_up_ended_on IS NULL OR finished_on IS NOT NULL)
) STRICT;
CREATE INDEX plan_of_employer ON action_plan(employer, made_at);
CREATE INDEX plan_of_employee ON action_plan(employee);

CREATE TABLE plan_action (
  plan BLOB NOT NULL REFERENCES action_plan(id),
  position INTEGER NOT NULL,
  code TEXT NOT NULL,                         -- of the catalogues of measures and of plan actions
  sealed_detail BLOB,
  owner TEXT NOT NULL,                        -- of config/action_owners.csv
  sealed_owner_name BLOB,
  due_on INTEGER NOT NULL,
  ending TEXT CHECK (ending IN ('done', 'given_up')),
  ended_on INTEGER,
  sealed_reason BLOB,
  PRIMARY KEY (plan, position),
  CHECK ((ending IS NULL) = (ended_on IS NULL)),
  CHECK (ending IS NOT 'given_up' OR sealed_reason IS NOT NULL)
) STRICT;

CREATE TABLE plan_proposal (                  -- to the person; one more after each change
  plan BLOB NOT NULL REFERENCES action_plan(id),
  version INTEGER NOT NULL CHECK (version > 0),
  proposed_on INTEGER NOT NULL,
  proposed_by BLOB NOT NULL REFERENCES account(id),
  answer TEXT CHECK (answer IN ('accepted', 'to_amend', 'refused')),
  answered_on INTEGER,
  sealed_words BLOB,                          -- what the person wants changed, about work
  answer_noted_by BLOB REFERENCES account(id),
  PRIMARY KEY (plan, version),
  CHECK ((answer IS NULL) = (answered_on IS NULL)),
  CHECK ((answer IS NULL) = (answer_noted_by IS NULL)),
  CHECK (answered_on IS NULL OR answered_on >= proposed_on)
) STRICT;

-- The last of the four locks on « a plan starts with the person's agreement »: form, state, page, database.
CREATE TRIGGER action_ends_under_an_accepted_plan BEFORE UPDATE OF ending ON plan_action
WHEN NEW.ending IS NOT NULL AND NOT EXISTS
     (SELECT 1 FROM plan_proposal WHERE plan = NEW.plan AND answer = 'accepted')
BEGIN SELECT RAISE(ABORT, 'an action ended under a plan that nobody accepted'); END;

CREATE TABLE plan_follow_up (                 -- five closed questions to the employer; nothing about health
  plan BLOB NOT NULL REFERENCES action_plan(id),
  months INTEGER NOT NULL CHECK (months IN (6, 12, 24)),
  answered_on INTEGER NOT NULL,
  still_employed INTEGER NOT NULL CHECK (still_employed IN (0, 1)),
  leaving TEXT,                               -- of config/leaving_reasons.csv
  post TEXT CHECK (post IN ('same', 'adapted', 'other')),
  measures_in_place TEXT CHECK (measures_in_place IN ('all', 'some', 'none')),
  absences TEXT CHECK (absences IN ('none', 'week', 'month', 'longer')),
  help_wished INTEGER CHECK (help_wished IN (0, 1)),
  noted_by BLOB NOT NULL REFERENCES account(id),
  PRIMARY KEY (plan, months),
  CHECK ((still_employed = 0) = (leaving IS NOT NULL)),
  CHECK ((still_employed = 1) = (post IS NOT NULL)),
  CHECK ((still_employed = 1) = (measures_in_place IS NOT NULL)),
  CHECK ((still_employed = 1) = (absences IS NOT NULL)),
  CHECK ((still_employed = 1) = (help_wished IS NOT NULL))
) STRICT;

-- What counts as a step of a case, for how long it is kept: the plan's days are steps too. A plan that ended counts a
-- quarter longer, because the last question comes 24 months after its end and somebody has to answer it.
DROP VIEW case_step;
CREATE VIEW case_step(employee, on_day) AS
  SELECT employee, max(held_on, coalesce(talk_again_on, held_on)) FROM interview WHERE wish <> 'no_follow_up'
  UNION ALL SELECT employee, requested_at / 86400 FROM visit_request
  UNION ALL SELECT employee, handed_over_on FROM invitation
  UNION ALL SELECT employee, max(sent_at / 86400, coalesce(review_on, 0)) FROM measures
  UNION ALL SELECT m.employee, a.answered_at / 86400 FROM measures AS m JOIN measure AS a ON a.measures = m.id
    WHERE a.answered_at IS NOT NULL
  UNION ALL SELECT employee, max(made_at / 86400, coalesce(follow_up_ended_on, finished_on + 92, 0)) FROM action_plan
  UNION ALL SELECT p.employee, max(a.due_on, coalesce(a.ended_on, 0)) FROM action_plan AS p
    JOIN plan_action AS a ON a.plan = p.id;
