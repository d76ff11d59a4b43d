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
struct RosterRenewal {
    std::int64_t number = 0;
    Bytes signature;
};
std::vector<RosterRenewal> roster_renewals(const Reader& reader, OhServiceId service);
void renew_roster(Transaction& transaction, OhServiceId service, std::int64_t number, ByteView signature);
std::optional<Bytes> sealed_mailbox_key(const Reader& reader, OhServiceId service, AccountId member);

// Throws ConstraintViolated where a roster of that number is there already.
void append_roster(Transaction& transaction, OhServiceId service, std::int64_t number, ByteView roster);
void set_sealed_mailbox_key(Transaction& transaction, OhServiceId service, AccountId member,
                            ByteView sealed_key);

// Keys of the mailbox from before it changed, each sealed to one member.
struct FormerMailboxKey {
    KeyId key;
    AccountId member;
    Bytes sealed_key;
};
std::vector<FormerMailboxKey> former_mailbox_keys(const Reader& reader, OhServiceId service, AccountId member);
void add_former_mailbox_key(Transaction& transaction, OhServiceId service, const FormerMailboxKey& former);
// The present key of every member becomes a former one.
void set_mailbox_keys_aside(Transaction& transaction, OhServiceId service, KeyId key);
// Every key sealed to somebody who left, or whose own keys are lost.
void forget_mailbox_keys(Transaction& transaction, OhServiceId service, AccountId member);

// The signed public keys of somebody who wants to be let in; the newest one counts.
void set_application(Transaction& transaction, OhServiceId service, AccountId applicant, ByteView application,
                     Instant now);
std::optional<Bytes> find_application(const Reader& reader, OhServiceId service, AccountId applicant);
void forget_application(Transaction& transaction, OhServiceId service, AccountId applicant);
void forget_all_applications(Transaction& transaction);
// Whose account is open, who is no member yet; the first to ask first.
std::vector<AccountId> applicants(const Reader& reader, OhServiceId service);

}  // namespace prevenance::storage
