// What must stay undone although an older prevenance.db is put back: people erased, agreements withdrawn,
// cards closed, objections. The list stands in keys.db, under keyed hashes; prevenance.db remembers which
// entries took effect in it. The surprise: nobody calls this to remember a withdrawal. Triggers of the schema
// write into tombstone_due whatever code path undid something; `due` entries are carried over within moments.
#pragma once

#include "domain/calendar.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

using TombstoneId = Id<struct TombstoneTag>;

struct Tombstone {
    TombstoneId id;
    std::string kind;  // person, facts, receipt, invitation, resumption, objection, limitation
    Digest subject{};  // keyed hash of an identifier
    Instant made_at;
};

// keys.db. False where it is there already.
bool add_tombstone(Transaction& keys, const Tombstone& tombstone);
std::vector<Tombstone> tombstones(const Reader& keys);  // in the order in which they were made
// Every person who has a key.
std::vector<KeyId> people_with_keys(const Reader& keys);

// prevenance.db: on its way to keys.db.
struct DueTombstone {
    TombstoneId id;
    std::string kind;
    IdBytes subject{};
};
std::vector<DueTombstone> due_tombstones(const Reader& cases);
void carried_over(Transaction& cases, TombstoneId id);
void forget_due_tombstones(Transaction& cases);

// prevenance.db: which of them took effect here.
std::set<TombstoneId> seen_tombstones(const Reader& cases);
void saw_tombstone(Transaction& cases, TombstoneId id);

// prevenance.db: everything that a tombstone may be about.
struct Undoable {
    std::vector<IdBytes> people;
    std::vector<IdBytes> standing_receipts;
    std::vector<IdBytes> open_invitations;
};
Undoable undoable_things(const Reader& cases);
// Withdraws the agreement and keeps its alert from leaving.
void withdraw_again(Transaction& cases, ReceiptId receipt, Instant at);

}  // namespace prevenance::storage
