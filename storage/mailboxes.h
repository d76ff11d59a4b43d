// The rosters of an occupational health service's mailbox and the group key sealed to each member. What is in
// them is the sealer's business; this keeps them in order and never changes one.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <vector>

namespace prevenance::storage {

// Every roster of a service, oldest first.
std::vector<Bytes> rosters_of(const Reader& reader, OhServiceId service);
std::optional<Bytes> sealed_mailbox_key(const Reader& reader, OhServiceId service, AccountId member);

// Throws ConstraintViolated where a roster of that number is there already.
void append_roster(Transaction& transaction, OhServiceId service, std::int64_t number, ByteView roster);
void set_sealed_mailbox_key(Transaction& transaction, OhServiceId service, AccountId member,
                            ByteView sealed_key);

// The signed public keys of somebody who wants to be let in; the newest one counts.
void set_application(Transaction& transaction, OhServiceId service, AccountId applicant, ByteView application,
                     Instant now);
std::optional<Bytes> find_application(const Reader& reader, OhServiceId service, AccountId applicant);
void forget_application(Transaction& transaction, OhServiceId service, AccountId applicant);
// Whose account is open, who is no member yet; the first to ask first.
std::vector<AccountId> applicants(const Reader& reader, OhServiceId service);

}  // namespace prevenance::storage
