-- A health service lets another one see the totals of its report of activity, as services of one group do (GIE). One
-- direction a row: each service decides for its own figures, and no case crosses from one mailbox to another.
CREATE TABLE service_sharing (
  oh_service BLOB NOT NULL REFERENCES oh_service(id),   -- whose figures
  shown_to BLOB NOT NULL REFERENCES oh_service(id),
  PRIMARY KEY (oh_service, shown_to),
  CHECK (oh_service <> shown_to)
) STRICT;
