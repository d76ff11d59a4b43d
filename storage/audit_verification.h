// Whether the audit log is what was written: each entry, each closed month, each signed checkpoint, and a
// checkpoint that a witness kept outside. It reads and changes nothing.
//
// The surprise: what is inside the file can show that something was altered, and never that the end was cut
// off together with its checkpoints. Only the witness's paper shows that.
#pragma once

#include "storage/audit_checkpoints.h"

#include <functional>
#include <optional>
#include <vector>

namespace prevenance::storage {

enum class AuditFault {
    entry_broken,        // the first entry that does not follow from the one before it
    segment_broken,      // a closed month's row was changed, or a row is missing before it
    segment_incomplete,  // a closed month does not hold what it was closed with
    deleted_too_early,   // thinned or deleted before any installation may
    checkpoint_forged,   // a signature that is not this installation's
    other_installation,  // a witness's checkpoint names another one
    history_rewritten,   // the entry that a checkpoint ends with is another one now
    tail_missing,        // the log ends before a checkpoint does: cut off, or an old copy put back
    months_rewritten     // the closed months of a checkpoint are other ones now
};

struct AuditFinding {
    AuditFault fault = AuditFault::entry_broken;
    std::int64_t sequence = 0;  // the entry it was found at; for months, their first entry
    std::int64_t segment = 0;   // 0: not about a closed month
    bool operator==(const AuditFinding&) const = default;
};

// Whether the instance signed these words of a checkpoint.
using SignedByInstance = std::function<bool(const AuditCheckpoint&)>;

struct AuditReport {
    AuditCheckpoint state;   // how far the log goes and how it ends
    std::int64_t read = 0;   // entries whose every field was checked
    std::int64_t stubs = 0;  // entries of which only the hash is left
    std::int64_t deleted_segments = 0;
    std::int64_t checkpoints = 0;  // checked
    std::vector<AuditFinding> findings;
    bool holds() const { return findings.empty(); }
};

// Without `is_ours` the stored checkpoints are not looked at.
AuditReport verify_audit(const Reader& reader, const AuditLog& log, const SignedByInstance& is_ours);

// What a checkpoint that was kept outside says against the log; nothing where it agrees. Its signature is the
// caller's to check first. `compared_head` is false where the entry is of a month that was deleted: then only
// the months could be compared.
struct WitnessComparison {
    std::vector<AuditFinding> findings;
    bool compared_head = true;
};
WitnessComparison compare_with_witness(const Reader& reader, const AuditCheckpoint& kept);

}  // namespace prevenance::storage
