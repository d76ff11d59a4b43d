#include "storage/audit_segments.h"

#include <algorithm>

namespace prevenance::storage {
namespace {

std::optional<std::int64_t> optional_number(const Row& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return row.integer(column);
}

AuditSegment segment_in(const Row& row) {
    return {row.integer(0), row.integer(1),          row.integer(2),  row.integer(3),
            row.integer(4), row.digest(5),           row.digest(6),   row.digest(7),
            row.integer(8), optional_number(row, 9), row.integer(10), optional_number(row, 11),
            row.digest(12)};
}

std::uint64_t unsigned_of(std::int64_t number) {
    return static_cast<std::uint64_t>(number);
}

std::int64_t seconds_of(Instant instant) {
    return instant.time_since_epoch().count();
}

std::optional<AuditSegment> find_segment(const Reader& reader, std::int64_t number) {
    for (const auto& segment : audit_segments(reader))
        if (segment.number == number) return segment;
    return std::nullopt;
}

// Everything after the last closed month.
std::optional<AuditSegment> open_one(const Reader& reader, const KeyedHash& hash) {
    const auto closed = audit_segments(reader);
    AuditSegment segment;
    segment.number = open_segment(reader);
    segment.first_sequence = closed.empty() ? 1 : closed.back().last_sequence + 1;
    bool empty = true;
    reader.each("SELECT sequence, at, entry_hash FROM audit_entry WHERE sequence >= ? ORDER BY sequence",
                {segment.first_sequence}, [&](const Row& row) {
                    segment.last_sequence = row.integer(0);
                    segment.first_at = empty ? row.integer(1) : std::min(segment.first_at, row.integer(1));
                    segment.last_at = empty ? row.integer(1) : std::max(segment.last_at, row.integer(1));
                    segment.head = row.digest(2);
                    segment.root = root_after(hash, segment.root, segment.head);
                    empty = false;
                });
    if (empty) return std::nullopt;
    segment.seal = seal_of(hash, segment, closed.empty() ? ByteView{} : ByteView{closed.back().seal});
    return segment;
}

// The root takes reading the whole month: asked first, and cheaply, whether the month is over.
bool month_is_over(const Reader& reader, Instant now) {
    const auto oldest = reader.one(
        "SELECT at FROM audit_entry WHERE sequence > "
        "(SELECT coalesce(max(last_sequence), 0) FROM audit_segment) ORDER BY sequence LIMIT 1",
        {}, [](const Row& row) { return row.instant(0); });
    return oldest && first_of_month(in_paris(*oldest).date) < first_of_month(in_paris(now).date);
}

void insert(Transaction& transaction, const AuditSegment& segment) {
    transaction.execute(
        "INSERT INTO audit_segment(number, first_sequence, last_sequence, first_at, last_at, root, head, "
        "seal, "
        "closed_at, state_seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {segment.number, segment.first_sequence, segment.last_sequence, segment.first_at, segment.last_at,
         segment.root, segment.head, segment.seal, segment.closed_at, segment.state_seal});
}

void change_state(Transaction& transaction, const KeyedHash& hash, AuditSegment segment) {
    segment.state_seal = state_seal_of(hash, segment);
    transaction.execute(
        "UPDATE audit_segment SET thinned_at = ?, stubs = ?, deleted_at = ?, state_seal = ? WHERE number = ?",
        {segment.thinned_at, segment.stubs, segment.deleted_at, segment.state_seal, segment.number});
}

std::vector<std::int64_t> ordinary_entries(const Reader& reader, const AuditSegment& segment) {
    std::vector<std::int64_t> sequences;
    reader.each("SELECT sequence, action FROM audit_entry WHERE sequence BETWEEN ? AND ?",
                {segment.first_sequence, segment.last_sequence}, [&](const Row& row) {
                    if (!is_kept_long(row.text_view(1))) sequences.push_back(row.integer(0));
                });
    return sequences;
}

}  // namespace

std::vector<AuditSegment> audit_segments(const Reader& reader) {
    return reader.all(
        "SELECT number, first_sequence, last_sequence, first_at, last_at, root, head, seal, closed_at, "
        "thinned_at, "
        "stubs, deleted_at, state_seal FROM audit_segment ORDER BY number",
        {}, segment_in);
}

Digest seal_of(const KeyedHash& hash, const AuditSegment& segment, ByteView before) {
    return hash(CanonicalWriter{"prevenance audit segment 1"}
                    .number(unsigned_of(segment.number))
                    .number(unsigned_of(segment.first_sequence))
                    .number(unsigned_of(segment.last_sequence))
                    .number(unsigned_of(segment.first_at))
                    .number(unsigned_of(segment.last_at))
                    .field(segment.root)
                    .field(segment.head)
                    .field(before)
                    .take());
}

Digest state_seal_of(const KeyedHash& hash, const AuditSegment& segment) {
    return hash(CanonicalWriter{"prevenance audit segment state 1"}
                    .field(segment.seal)
                    .number(unsigned_of(segment.closed_at))
                    .number(unsigned_of(segment.thinned_at.value_or(0)))
                    .number(unsigned_of(segment.stubs))
                    .number(unsigned_of(segment.deleted_at.value_or(0)))
                    .take());
}

Digest root_after(const KeyedHash& hash, const Digest& root, const Digest& entry_hash) {
    return hash(CanonicalWriter{"prevenance audit root 1"}.field(root).field(entry_hash).take());
}

bool close_segment(Transaction& transaction, const AuditLog& log, Instant now) {
    if (!month_is_over(transaction, now)) return false;
    auto segment = open_one(transaction, log.keyed_hash());
    if (!segment) return false;
    segment->closed_at = seconds_of(now);
    segment->state_seal = state_seal_of(log.keyed_hash(), *segment);
    insert(transaction, *segment);
    log.record(transaction, {now, std::nullopt, "audit.close_month", std::nullopt});
    return true;
}

std::vector<std::int64_t> segments_to_thin(const Reader& reader, Instant limit) {
    return reader.all(
        "SELECT number FROM audit_segment WHERE first_at < ? AND thinned_at IS NULL AND deleted_at IS NULL "
        "ORDER BY number",
        {limit}, [](const Row& row) { return row.integer(0); });
}

std::vector<std::int64_t> segments_to_delete(const Reader& reader, Instant limit) {
    return reader.all(
        "SELECT number FROM audit_segment WHERE first_at < ? AND deleted_at IS NULL ORDER BY number", {limit},
        [](const Row& row) { return row.integer(0); });
}

std::int64_t count_thinned(const Reader& reader, std::int64_t number) {
    const auto segment = find_segment(reader, number);
    return segment ? static_cast<std::int64_t>(ordinary_entries(reader, *segment).size()) : 0;
}

std::int64_t count_deleted(const Reader& reader, std::int64_t number) {
    return reader.number(
        "SELECT count(*) FROM audit_entry JOIN audit_segment AS s ON s.number = ? "
        "WHERE sequence BETWEEN s.first_sequence AND s.last_sequence",
        {number});
}

std::int64_t thin_segment(Transaction& transaction, const AuditLog& log, std::int64_t number, Instant now) {
    auto segment = find_segment(transaction, number).value();
    for (const auto sequence : ordinary_entries(transaction, segment)) {
        transaction.execute(
            "INSERT INTO audit_stub(sequence, entry_hash) SELECT sequence, entry_hash FROM audit_entry "
            "WHERE sequence = ?",
            {sequence});
        transaction.execute("DELETE FROM audit_entry WHERE sequence = ?", {sequence});
        ++segment.stubs;
    }
    segment.thinned_at = seconds_of(now);
    change_state(transaction, log.keyed_hash(), segment);
    log.record(transaction, {now, std::nullopt, "audit.thin_month", std::nullopt});
    return segment.stubs;
}

std::int64_t delete_segment(Transaction& transaction, const AuditLog& log, std::int64_t number, Instant now) {
    auto segment = find_segment(transaction, number).value();
    const auto gone = transaction.execute("DELETE FROM audit_entry WHERE sequence BETWEEN ? AND ?",
                                          {segment.first_sequence, segment.last_sequence});
    transaction.execute("DELETE FROM audit_stub WHERE sequence BETWEEN ? AND ?",
                        {segment.first_sequence, segment.last_sequence});
    segment.deleted_at = seconds_of(now);
    change_state(transaction, log.keyed_hash(), segment);
    log.record(transaction, {now, std::nullopt, "audit.delete_month", std::nullopt});
    return gone;
}

}  // namespace prevenance::storage
