-- The directory's records that this installation, or one of its services, added to those the program ships.

CREATE TABLE directory_record (               -- about organisations and measures; never about a person
  oh_service BLOB REFERENCES oh_service(id),  -- whose directory; none: everybody's
  kind TEXT NOT NULL CHECK (kind IN ('structure', 'service')),
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  official TEXT NOT NULL,                     -- the object in the exchange format, as JSON
  facts TEXT NOT NULL,                        -- the object of the sidecar, as JSON; empty: none
  imported_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX directory_record_of_service ON directory_record(oh_service, id) WHERE oh_service IS NOT NULL;
CREATE UNIQUE INDEX directory_record_of_all ON directory_record(id) WHERE oh_service IS NULL;
