// keys.db: the wrapped key of each person. Destroying one erases the person everywhere.
#pragma once

#include <optional>

#include "domain/canonical_bytes.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

void add_person_key(Transaction& transaction, KeyId id, ByteView wrapped, Instant now);
std::optional<Bytes> find_person_key(const Reader& reader, KeyId id);
bool destroy_person_key(Transaction& transaction, KeyId id);

}  // namespace prevenance::storage
