// Everything that leaves, written in the transaction of what caused it. Delivery is at least once; its effect
// is once, because an alert is delivered by compare-and-set on its own row.
#pragma once

#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::storage {

struct OutboxItem {
    OutboxId id;
    std::optional<AlertId> alert;        // an alert on its way to the mailbox
    std::optional<AccountId> recipient;  // or a notice that something waits
    Instant queued_at;
    int attempts = 0;
};

void queue_alert(Transaction& transaction, OutboxId id, AlertId alert, Instant now);
// One notice a person at a time: where one waits already, no second one is queued.
void queue_notice(Transaction& transaction, OutboxId id, AccountId recipient, Instant now);

std::vector<OutboxItem> due_items(const Reader& reader, Instant now, int most);
void mark_delivered(Transaction& transaction, OutboxId id, Instant now);
void mark_cancelled(Transaction& transaction, OutboxId id, Instant now);
void mark_failed(Transaction& transaction, OutboxId id, std::string_view trouble, Instant next_attempt);
void mark_given_up(Transaction& transaction, OutboxId id, std::string_view trouble, Instant now);
// Before delivery, a withdrawal cancels.
void cancel_alert(Transaction& transaction, AlertId alert, Instant now);
// What a human has to look at.
std::int64_t count_given_up(const Reader& reader);
// Those of them that were for an employer's people, and were not followed by one that arrived. The others
// tell that an alert arrived at a service, hence what somebody answered: their number is for nobody.
std::int64_t count_employers_notices_given_up(const Reader& reader);

struct CapturedMail {
    std::string recipient;
    std::string subject;
    std::string body;
    Instant captured_at;
};
void capture_mail(Transaction& transaction, OutboxId id, const CapturedMail& mail);
std::vector<CapturedMail> captured_mails(const Reader& reader);  // newest first, 100 at most

}  // namespace prevenance::storage
