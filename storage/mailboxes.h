// The rosters of an occupational health service's mailbox and the group key sealed to each member. What is in
// them is the sealer's business; this keeps them in order and never changes one.
#pragma once

#include <optional>
#include <vector>

#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

// Every roster of a service, oldest first.
std::vector<Bytes> rosters_of(const Reader& reader, OhServiceId service);
std::optional<Bytes> sealed_mailbox_key(const Reader& reader, OhServiceId service, AccountId member);

// Throws ConstraintViolated where a roster of that number is there already.
void append_roster(Transaction& transaction, OhServiceId service, std::int64_t number, ByteView roster);
void set_sealed_mailbox_key(Transaction& transaction, OhServiceId service, AccountId member, ByteView sealed_key);

}  // namespace prevenance::storage
