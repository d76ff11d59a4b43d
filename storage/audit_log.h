// What was done, by whom, to what: an append-only hash chain written in the transaction it tells of. It
// holds identifiers and codes, never a word about a person.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/canonical_bytes.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

namespace prevenance::storage {

// A keyed hash; the key is not this folder's business.
using KeyedHash = std::function<Digest(ByteView)>;

struct AuditEntry {
    Instant at;
    std::optional<AccountId> actor;   // none: the employee by code, or a job
    std::string_view action;          // a code of the route table or of a job: "signal.record"
    std::optional<IdBytes> object;
};

struct RecordedAct {
    Instant at;
    std::optional<AccountId> actor;
    std::string action;
};

class AuditLog {
public:
    explicit AuditLog(KeyedHash hash) : hash_(std::move(hash)) {}

    void record(Transaction& transaction, const AuditEntry& entry) const;

    // What was done to one object, oldest first.
    static std::vector<RecordedAct> acts_on(const Reader& reader, const IdBytes& object);

    // The sequence number of the first entry that does not follow from the one before it; none: all do.
    // Cutting off the tail is not seen from inside: that takes a witness.
    std::optional<std::int64_t> first_break(const Reader& reader) const;

private:
    KeyedHash hash_;
};

}  // namespace prevenance::storage
