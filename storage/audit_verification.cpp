#include "storage/audit_verification.h"

#include "storage/audit_segments.h"

#include <algorithm>
#include <limits>

namespace prevenance::storage {
namespace {

Bytes copy_of(const Digest& digest) {
    return {digest.begin(), digest.end()};
}

// Follows the chain through one stretch of sequence numbers.
class Walk {
public:
    Walk(const Reader& reader, const AuditLog& log) : reader_(reader), log_(log) {}

    struct Stretch {
        std::int64_t entries = 0;
        std::int64_t stubs = 0;
        Digest root{};
        std::optional<std::int64_t> broken;
    };

    // Columns of both kinds of row in one order; of a stub only number and hash are left.
    Stretch follow(std::int64_t first, std::int64_t last) {
        Stretch stretch;
        reader_.each(
            "SELECT sequence, at, actor, action, object, subject, previous, entry_hash FROM audit_entry "
            "WHERE sequence BETWEEN ?1 AND ?2 UNION ALL "
            "SELECT sequence, NULL, NULL, NULL, NULL, NULL, NULL, entry_hash FROM audit_stub "
            "WHERE sequence BETWEEN ?1 AND ?2 ORDER BY 1",
            {first, last}, [&](const Row& row) { take(stretch, row); });
        return stretch;
    }

    // A month that is gone: its row says how it ended.
    void jump(std::int64_t last, const Digest& head) {
        expected_ = last + 1;
        previous_ = copy_of(head);
    }

    std::int64_t expected() const { return expected_; }
    const Bytes& previous() const { return previous_; }

private:
    void take(Stretch& stretch, const Row& row) {
        if (stretch.broken) return;
        const auto hash = row.blob(7);
        const bool is_stub = row.is_null(1);
        if (row.integer(0) != expected_ || hash.size() != Digest{}.size() ||
            (!is_stub && !follows(row, hash))) {
            stretch.broken = row.integer(0);
            return;
        }
        Digest digest{};
        std::ranges::copy(hash, digest.begin());
        stretch.root = root_after(log_.keyed_hash(), stretch.root, digest);
        ++(is_stub ? stretch.stubs : stretch.entries);
        ++expected_;
        previous_ = hash;
    }

    bool follows(const Row& row, const Bytes& hash) const {
        const StoredEntry entry{row.integer(0),
                                row.integer(1),
                                row.optional_blob(2).value_or(Bytes{}),
                                row.text(3),
                                row.optional_blob(4).value_or(Bytes{}),
                                row.optional_blob(5).value_or(Bytes{}),
                                row.blob(6)};
        return entry.previous == previous_ && copy_of(log_.hash_of(entry)) == hash;
    }

    const Reader& reader_;
    const AuditLog& log_;
    std::int64_t expected_ = 1;
    Bytes previous_;
};

class Verification {
public:
    Verification(const Reader& reader, const AuditLog& log)
        : reader_(reader), log_(log), walk_(reader, log) {}

    AuditReport run(const SignedByInstance& is_ours) {
        report_.state = present_state(reader_, {});
        if (const auto early = walk_.follow(std::numeric_limits<std::int64_t>::min(), 0); early.broken)
            find(AuditFault::entry_broken, *early.broken);
        Bytes seal;
        std::int64_t number = 0;
        for (const auto& segment : audit_segments(reader_)) {
            check(segment, ++number, seal);
            seal = copy_of(segment.seal);
        }
        check_open();
        if (is_ours)
            for (const auto& checkpoint : audit_checkpoints(reader_)) check(checkpoint, is_ours);
        return std::move(report_);
    }

private:
    void find(AuditFault fault, std::int64_t sequence, std::int64_t segment = 0) {
        report_.findings.push_back({fault, sequence, segment});
    }

    void check(const AuditSegment& segment, std::int64_t number, const Bytes& seal_before) {
        const auto& hash = log_.keyed_hash();
        const bool sealed = segment.seal == seal_of(hash, segment, seal_before) &&
                            segment.state_seal == state_seal_of(hash, segment);
        if (segment.number != number || segment.first_sequence != walk_.expected() || !sealed)
            find(AuditFault::segment_broken, segment.first_sequence, segment.number);
        const Instant oldest{std::chrono::seconds{segment.first_at}};
        const auto earliest = Instant{add_months(std::chrono::floor<Days>(oldest), audit_floor)};
        const auto went = segment.thinned_at ? segment.thinned_at : segment.deleted_at;
        if (went && Instant{std::chrono::seconds{*went}} < earliest)
            find(AuditFault::deleted_too_early, segment.first_sequence, segment.number);
        check_entries(segment);
    }

    void check_entries(const AuditSegment& segment) {
        const auto stretch = walk_.follow(segment.first_sequence, segment.last_sequence);
        report_.read += stretch.entries;
        report_.stubs += stretch.stubs;
        if (segment.deleted_at) {
            if (stretch.entries + stretch.stubs > 0 || stretch.broken)
                find(AuditFault::segment_incomplete, segment.first_sequence, segment.number);
            ++report_.deleted_segments;
            walk_.jump(segment.last_sequence, segment.head);
            return;
        }
        if (stretch.broken) find(AuditFault::entry_broken, *stretch.broken, segment.number);
        const bool whole = walk_.expected() == segment.last_sequence + 1 && stretch.root == segment.root &&
                           stretch.stubs == segment.stubs && walk_.previous() == copy_of(segment.head);
        const auto missing = std::min(walk_.expected(), segment.last_sequence);
        if (!stretch.broken && !whole) find(AuditFault::segment_incomplete, missing, segment.number);
        walk_.jump(segment.last_sequence, segment.head);
    }

    // Every row after the last closed month.
    void check_open() {
        const auto stretch = walk_.follow(walk_.expected(), std::numeric_limits<std::int64_t>::max());
        report_.read += stretch.entries;
        if (stretch.broken) return find(AuditFault::entry_broken, *stretch.broken);
        if (stretch.stubs > 0) find(AuditFault::entry_broken, walk_.expected() - 1);
    }

    void check(const AuditCheckpoint& checkpoint, const SignedByInstance& is_ours) {
        ++report_.checkpoints;
        if (!is_ours(checkpoint)) return find(AuditFault::checkpoint_forged, checkpoint.entries);
        for (const auto& finding : compare_with_witness(reader_, checkpoint).findings)
            report_.findings.push_back(finding);
    }

    const Reader& reader_;
    const AuditLog& log_;
    Walk walk_;
    AuditReport report_;
};

std::optional<Digest> hash_at(const Reader& reader, std::int64_t sequence) {
    return reader.one(
        "SELECT entry_hash FROM audit_entry WHERE sequence = ?1 UNION ALL "
        "SELECT entry_hash FROM audit_stub WHERE sequence = ?1 UNION ALL "
        "SELECT head FROM audit_segment WHERE last_sequence = ?1 AND deleted_at IS NOT NULL",
        {sequence}, [](const Row& row) { return row.digest(0); });
}

bool is_in_deleted_segment(const Reader& reader, std::int64_t sequence) {
    return reader.number(
               "SELECT count(*) FROM audit_segment WHERE ? BETWEEN first_sequence AND last_sequence "
               "AND deleted_at IS NOT NULL",
               {sequence}) > 0;
}

bool has_months_of(const Reader& reader, const AuditCheckpoint& kept) {
    if (kept.segments == 0) return true;
    const auto seal = reader.one("SELECT seal FROM audit_segment WHERE number = ?", {kept.segments},
                                 [](const Row& row) { return row.blob(0); });
    return seal && *seal == kept.segments_seal;
}

}  // namespace

AuditReport verify_audit(const Reader& reader, const AuditLog& log, const SignedByInstance& is_ours) {
    return Verification{reader, log}.run(is_ours);
}

WitnessComparison compare_with_witness(const Reader& reader, const AuditCheckpoint& kept) {
    WitnessComparison comparison;
    if (!has_months_of(reader, kept))
        comparison.findings.push_back({AuditFault::months_rewritten, kept.entries, kept.segments});
    const auto present = present_state(reader, kept.made_at);
    if (present.entries < kept.entries) {
        comparison.findings.push_back({AuditFault::tail_missing, present.entries + 1, 0});
        return comparison;
    }
    if (kept.entries == 0) return comparison;
    const auto hash = hash_at(reader, kept.entries);
    comparison.compared_head = hash || !is_in_deleted_segment(reader, kept.entries);
    if (comparison.compared_head && hash != kept.head)
        comparison.findings.push_back({AuditFault::history_rewritten, kept.entries, 0});
    return comparison;
}

}  // namespace prevenance::storage
