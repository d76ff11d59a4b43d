// What was done, by whom, to what: an append-only hash chain written in the transaction it tells of. It
// holds identifiers and codes, never a word about a person.
//
// The surprise: an entry about a person does not hold the person's identifier. It holds two keyed commitments
// that only the person's salt (storage/audit_subjects.h) can tie to the person and to the object. Nobody can
// tell from the rows which two entries are about the same person; when the salt is destroyed, nobody can at
// all, and the chain holds as before. Entries of migration 0001 hold the identifier, and keep verifying.
#pragma once

#include "domain/calendar.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

// A keyed hash; the key is not this folder's business.
using KeyedHash = std::function<Digest(ByteView)>;
// The salt of a person; none where the key was destroyed.
using SaltOf = std::function<std::optional<Bytes>(const IdBytes& person)>;

struct AuditEntry {
    Instant at;
    std::optional<AccountId> actor;  // none: the employee by code, or a job
    std::string_view action;         // a code of the route table or of a job: "signal.record"
    std::optional<IdBytes> object;
    // Whom the object is about, where the act deleted it; otherwise it is looked up.
    std::optional<IdBytes> person = std::nullopt;
};

struct RecordedAct {
    Instant at;
    std::optional<AccountId> actor;
    std::string action;
    std::int64_t sequence = 0;  // of its entry
};

// An entry as it stands in the file; verification hashes it again.
struct StoredEntry {
    std::int64_t sequence = 0;
    std::int64_t at = 0;
    Bytes actor;  // empty: none, as for the next two
    std::string action;
    Bytes object;
    Bytes subject;
    Bytes previous;
};

class AuditLog {
public:
    // Without `salt_of`, entries hold the identifier of their object: for what is about nobody.
    explicit AuditLog(KeyedHash hash, SaltOf salt_of = {})
        : hash_(std::move(hash)), salt_of_(std::move(salt_of)) {}

    void record(Transaction& transaction, const AuditEntry& entry) const;

    // What was done to one object, oldest first; of a person, everything that was done to anything about that
    // person, as long as the person's key stands.
    std::vector<RecordedAct> acts_on(const Reader& reader, const IdBytes& object) const;

    // The sequence number of the first entry that does not follow from the one before it; none: all do.
    // Cutting off the tail is not seen from inside: that takes a witness. For the whole check:
    // storage/audit_verification.h.
    std::optional<std::int64_t> first_break(const Reader& reader) const;

    Digest hash_of(const StoredEntry& entry) const;
    const KeyedHash& keyed_hash() const { return hash_; }

private:
    struct Ties;
    Ties ties_of(Transaction& transaction, const AuditEntry& entry) const;
    Digest subject_tag(ByteView salt, std::int64_t segment, bool kept_long, std::int64_t number) const;
    Digest object_tag(ByteView salt, ByteView subject, const IdBytes& object) const;
    Digest next_subject(const Reader& reader, ByteView salt, bool kept_long) const;

    KeyedHash hash_;
    SaltOf salt_of_;
};

// Somebody looked, and nothing changed: by the end of the action's code.
bool is_reading(std::string_view action);

// Entries that prove an agreement, an export, a right that was used or a deletion: kept five years. The
// others, and every reading, twelve months.
bool is_kept_long(std::string_view action);

// The month that entries go into now: the number after the last one that was closed.
std::int64_t open_segment(const Reader& reader);

}  // namespace prevenance::storage
