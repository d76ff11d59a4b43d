// Signed statements of how far the audit log goes and how it ends, and the mails that carry them to a witness
// outside. What signs and what writes the mail is not this folder's business.
#pragma once

#include "storage/audit_log.h"

#include <optional>
#include <vector>

namespace prevenance::storage {

using CheckpointSignature = std::array<std::uint8_t, 64>;  // Ed25519

struct AuditCheckpoint {
    std::int64_t entries = 0;  // the sequence number of the last entry; 0: there is none
    Digest head{};             // its hash
    std::int64_t segments = 0;
    Bytes segments_seal;  // of the last closed month; empty where there is none
    Instant made_at;
    CheckpointSignature signature{};
};

// What would be signed now; the signature is zeros.
AuditCheckpoint present_state(const Reader& reader, Instant now);

std::optional<AuditCheckpoint> last_checkpoint(const Reader& reader);
std::vector<AuditCheckpoint> audit_checkpoints(const Reader& reader);  // in the order of entries
// A row that tells nothing about a person: housekeeping.
void add_checkpoint(Transaction& transaction, const AuditCheckpoint& checkpoint);

struct CheckpointMail {
    OutboxId id;
    AuditCheckpoint checkpoint;
    Instant queued_at;
    int attempts = 0;
};
void queue_checkpoint_mail(Transaction& transaction, OutboxId id, std::int64_t entries, Instant now);
std::vector<CheckpointMail> due_checkpoint_mails(const Reader& reader, Instant now, int most);
void mark_checkpoint_sent(Transaction& transaction, OutboxId id, Instant now);
void mark_checkpoint_failed(Transaction& transaction, OutboxId id, std::string_view trouble,
                            Instant next_attempt);
void mark_checkpoint_given_up(Transaction& transaction, OutboxId id, std::string_view trouble, Instant now);
// Given up, and not followed by a later one that arrived: a later one covers what came before.
std::int64_t count_checkpoints_given_up(const Reader& reader);

}  // namespace prevenance::storage
