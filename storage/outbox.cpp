#include "storage/outbox.h"

namespace prevenance::storage {

void queue_alert(Transaction& transaction, OutboxId id, AlertId alert, Instant now) {
    transaction.execute(
        "INSERT INTO outbox(id, kind, alert, queued_at, next_attempt_at) VALUES (?, 'alert', ?, ?, ?)",
        {id, alert, now, now});
}

void queue_notice(Transaction& transaction, OutboxId id, AccountId recipient, Instant now) {
    const bool one_waits = transaction.number(
                               "SELECT count(*) FROM outbox WHERE recipient = ? AND delivered_at IS NULL "
                               "AND cancelled_at IS NULL AND gave_up_at IS NULL",
                               {recipient}) > 0;
    if (one_waits) return;
    transaction.execute(
        "INSERT INTO outbox(id, kind, recipient, queued_at, next_attempt_at) VALUES (?, 'notice', ?, ?, ?)",
        {id, recipient, now, now});
}

std::vector<OutboxItem> due_items(const Reader& reader, Instant now, int most) {
    return reader.all(
        "SELECT id, alert, recipient, queued_at, attempts FROM outbox WHERE next_attempt_at <= ? "
        "AND delivered_at IS NULL AND cancelled_at IS NULL AND gave_up_at IS NULL ORDER BY next_attempt_at, "
        "id LIMIT ?",
        {now, most}, [](const Row& row) {
            return OutboxItem{row.id<OutboxId>(0), row.optional_id<AlertId>(1), row.optional_id<AccountId>(2),
                              row.instant(3), static_cast<int>(row.integer(4))};
        });
}

void mark_delivered(Transaction& transaction, OutboxId id, Instant now) {
    transaction.execute("UPDATE outbox SET delivered_at = ?, attempts = attempts + 1 WHERE id = ?",
                        {now, id});
}

void mark_cancelled(Transaction& transaction, OutboxId id, Instant now) {
    transaction.execute("UPDATE outbox SET cancelled_at = ? WHERE id = ?", {now, id});
}

void mark_failed(Transaction& transaction, OutboxId id, std::string_view trouble, Instant next_attempt) {
    transaction.execute(
        "UPDATE outbox SET attempts = attempts + 1, last_trouble = ?, next_attempt_at = ? WHERE id = ?",
        {trouble, next_attempt, id});
    transaction.mark_housekeeping();
}

void mark_given_up(Transaction& transaction, OutboxId id, std::string_view trouble, Instant now) {
    transaction.execute(
        "UPDATE outbox SET attempts = attempts + 1, last_trouble = ?, gave_up_at = ? WHERE id = ?",
        {trouble, now, id});
}

void cancel_alert(Transaction& transaction, AlertId alert, Instant now) {
    transaction.execute("UPDATE outbox SET cancelled_at = ? WHERE alert = ? AND delivered_at IS NULL",
                        {now, alert});
    transaction.execute("UPDATE sealed_alert SET cancelled_at = ? WHERE id = ? AND delivered_at IS NULL",
                        {now, alert});
}

std::int64_t count_given_up(const Reader& reader) {
    return reader.number("SELECT count(*) FROM outbox WHERE gave_up_at IS NOT NULL");
}

std::int64_t count_employers_notices_given_up(const Reader& reader) {
    return reader.number(
        "SELECT count(*) FROM outbox AS o JOIN account AS a ON a.id = o.recipient "
        "WHERE o.gave_up_at IS NOT NULL AND a.employer IS NOT NULL AND NOT EXISTS "
        "(SELECT 1 FROM outbox WHERE recipient = o.recipient AND delivered_at > o.gave_up_at)");
}

void capture_mail(Transaction& transaction, OutboxId id, const CapturedMail& mail) {
    transaction.execute(
        "INSERT INTO captured_mail(id, recipient, subject, body, captured_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT(id) DO NOTHING",
        {id, mail.recipient, mail.subject, mail.body, mail.captured_at});
    transaction.mark_housekeeping();
}

std::vector<CapturedMail> captured_mails(const Reader& reader) {
    return reader.all(
        "SELECT recipient, subject, body, captured_at FROM captured_mail ORDER BY captured_at DESC, id LIMIT "
        "100",
        {}, [](const Row& row) {
            return CapturedMail{row.text(0), row.text(1), row.text(2), row.instant(3)};
        });
}

}  // namespace prevenance::storage
