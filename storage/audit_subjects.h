// Whose an entry of the audit log is: the person behind an object, and the salt that ties entries to a
// person. The salt lies in keys.db and goes with the person's key, so that nobody can tell afterwards whose
// the entries were.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>

namespace prevenance::storage {

// prevenance.db: the employee or the account that an object is about; the object itself where it is one. None
// for what is about nobody (a team, an import, an own request) and for rows that are gone: ask before
// deleting. A new table about a person is one more line of this query.
std::optional<IdBytes> person_behind(const Reader& reader, const IdBytes& object);

// keys.db: the salt of somebody whose key stands.
std::optional<Bytes> find_audit_salt(const Reader& keys, const IdBytes& person);
// False where the person has no key (any more): then nothing is kept. One that is there stays.
bool add_audit_salt(Transaction& keys, const IdBytes& person, ByteView salt);

}  // namespace prevenance::storage
