#include "storage/audit_checkpoints.h"

#include <algorithm>

namespace prevenance::storage {
namespace {

AuditCheckpoint checkpoint_in(const Row& row) {
    AuditCheckpoint checkpoint{row.integer(0), row.digest(1),  row.integer(2),
                               row.blob(3),    row.instant(4), {}};
    const auto signature = row.blob(5);
    std::copy_n(signature.begin(), std::min(signature.size(), checkpoint.signature.size()),
                checkpoint.signature.begin());
    return checkpoint;
}

}  // namespace

AuditCheckpoint present_state(const Reader& reader, Instant now) {
    AuditCheckpoint state;
    state.made_at = now;
    reader.each("SELECT number, seal, last_sequence, head FROM audit_segment ORDER BY number DESC LIMIT 1",
                {}, [&](const Row& row) {
                    state.segments = row.integer(0);
                    state.segments_seal = row.blob(1);
                    state.entries = row.integer(2);
                    state.head = row.digest(3);
                });
    reader.each("SELECT sequence, entry_hash FROM audit_entry ORDER BY sequence DESC LIMIT 1", {},
                [&](const Row& row) {
                    if (row.integer(0) <= state.entries) return;
                    state.entries = row.integer(0);
                    state.head = row.digest(1);
                });
    return state;
}

std::optional<AuditCheckpoint> last_checkpoint(const Reader& reader) {
    return reader.one(
        "SELECT entries, head, segments, segments_seal, made_at, signature FROM audit_checkpoint "
        "ORDER BY entries DESC LIMIT 1",
        {}, checkpoint_in);
}

std::vector<AuditCheckpoint> audit_checkpoints(const Reader& reader) {
    return reader.all(
        "SELECT entries, head, segments, segments_seal, made_at, signature FROM audit_checkpoint ORDER BY "
        "entries",
        {}, checkpoint_in);
}

void add_checkpoint(Transaction& transaction, const AuditCheckpoint& checkpoint) {
    transaction.execute(
        "INSERT INTO audit_checkpoint(entries, head, segments, segments_seal, made_at, signature) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {checkpoint.entries, checkpoint.head, checkpoint.segments, checkpoint.segments_seal,
         checkpoint.made_at, ByteView{checkpoint.signature}});
    transaction.mark_housekeeping();
}

void queue_checkpoint_mail(Transaction& transaction, OutboxId id, std::int64_t entries, Instant now) {
    transaction.execute(
        "INSERT INTO checkpoint_mail(id, entries, queued_at, next_attempt_at) VALUES (?, ?, ?, ?)",
        {id, entries, now, now});
}

std::vector<CheckpointMail> due_checkpoint_mails(const Reader& reader, Instant now, int most) {
    return reader.all(
        "SELECT c.entries, head, segments, segments_seal, made_at, signature, m.id, queued_at, attempts "
        "FROM checkpoint_mail AS m JOIN audit_checkpoint AS c ON c.entries = m.entries "
        "WHERE next_attempt_at <= ? AND delivered_at IS NULL AND gave_up_at IS NULL "
        "ORDER BY next_attempt_at, c.entries LIMIT ?",
        {now, most}, [](const Row& row) {
            return CheckpointMail{row.id<OutboxId>(6), checkpoint_in(row), row.instant(7),
                                  static_cast<int>(row.integer(8))};
        });
}

void mark_checkpoint_sent(Transaction& transaction, OutboxId id, Instant now) {
    transaction.execute("UPDATE checkpoint_mail SET delivered_at = ?, attempts = attempts + 1 WHERE id = ?",
                        {now, id});
    transaction.mark_housekeeping();
}

void mark_checkpoint_failed(Transaction& transaction, OutboxId id, std::string_view trouble,
                            Instant next_attempt) {
    transaction.execute(
        "UPDATE checkpoint_mail SET attempts = attempts + 1, last_trouble = ?, next_attempt_at = ? WHERE id "
        "= ?",
        {trouble, next_attempt, id});
    transaction.mark_housekeeping();
}

void mark_checkpoint_given_up(Transaction& transaction, OutboxId id, std::string_view trouble, Instant now) {
    transaction.execute(
        "UPDATE checkpoint_mail SET attempts = attempts + 1, last_trouble = ?, gave_up_at = ? WHERE id = ?",
        {trouble, now, id});
    transaction.mark_housekeeping();
}

std::int64_t count_checkpoints_given_up(const Reader& reader) {
    return reader.number(
        "SELECT count(*) FROM checkpoint_mail WHERE gave_up_at IS NOT NULL AND entries > "
        "(SELECT coalesce(max(entries), 0) FROM checkpoint_mail WHERE delivered_at IS NOT NULL)");
}

}  // namespace prevenance::storage
