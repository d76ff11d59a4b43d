// The closed months of the audit log. A month is closed with a root over all its entries; after twelve months
// its readings become hashes, after five years all its entries go. The root stays for ever, and the chain
// verifies at every stage.
//
// The surprise: a month holds everything since the one before was closed, also the first hours of the next
// calendar month. So no clock that goes back or forward can split it.
#pragma once

#include "storage/audit_log.h"

#include <optional>
#include <vector>

namespace prevenance::storage {

struct AuditSegment {
    std::int64_t number = 0;
    std::int64_t first_sequence = 0;
    std::int64_t last_sequence = 0;
    std::int64_t first_at = 0;  // seconds since 1970, to the minute
    std::int64_t last_at = 0;
    Digest root{};
    Digest head{};
    Digest seal{};
    std::int64_t closed_at = 0;
    std::optional<std::int64_t> thinned_at;
    std::int64_t stubs = 0;
    std::optional<std::int64_t> deleted_at;
    Digest state_seal{};
};

std::vector<AuditSegment> audit_segments(const Reader& reader);

// The keyed hashes that a segment must carry; `before` is the seal of the segment before, empty for the
// first.
Digest seal_of(const KeyedHash& hash, const AuditSegment& segment, ByteView before);
Digest state_seal_of(const KeyedHash& hash, const AuditSegment& segment);

// The root: begins as zeros, and takes in one entry's hash after another.
Digest root_after(const KeyedHash& hash, const Digest& root, const Digest& entry_hash);

// Closes the open month where its oldest entry is of an earlier calendar month than `now`, in Paris. False
// where nothing was to close. Writes its own audit entry, which is the first of the new month.
bool close_segment(Transaction& transaction, const AuditLog& log, Instant now);

// The shortest time an installation may keep its log: a month that went earlier did not go by the program.
inline constexpr Months audit_floor{6};

// The closed months whose oldest entry is from before `limit`, still whole or still there.
std::vector<std::int64_t> segments_to_thin(const Reader& reader, Instant limit);
std::vector<std::int64_t> segments_to_delete(const Reader& reader, Instant limit);
// The number of entries that went.
std::int64_t thin_segment(Transaction& transaction, const AuditLog& log, std::int64_t number, Instant now);
std::int64_t delete_segment(Transaction& transaction, const AuditLog& log, std::int64_t number, Instant now);
// How many entries would go.
std::int64_t count_thinned(const Reader& reader, std::int64_t number);
std::int64_t count_deleted(const Reader& reader, std::int64_t number);

}  // namespace prevenance::storage
