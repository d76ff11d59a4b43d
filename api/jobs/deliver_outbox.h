// Takes out of the outbox what is due: sealed alerts into their service's mailbox, and notices to people that
// something waits for them. Run by the job loop, after each act that queued something and every minute.
//
// The surprise: an alert does not travel by mail. It is delivered inside the database by compare-and-set, in
// one transaction with the notices it causes, so a crash or a second run neither loses nor doubles it. A mail
// is sent at least once: a crash between the server's answer and our note of it sends the same Message-ID
// again.
#pragma once

#include "api/services.h"
#include "domain/calendar.h"
#include "integrations/channels/notice_channel.h"
#include "storage/outbox.h"

namespace prevenance::api {

struct OutboxRun {
    int delivered = 0;
    int cancelled = 0;  // withdrawn meanwhile, or nobody to write to any more
    int postponed = 0;  // tried in vain; domain/delivery_schedule.h says when again
    int given_up = 0;   // a human has to look: storage::count_given_up
    bool operator==(const OutboxRun&) const = default;
};

// `channel` is null where this installation sends no mail: notices are then cancelled, not kept for later.
OutboxRun run_outbox(Services& services, integrations::NoticeChannel* channel, Instant now);

// One alert of the outbox, within a transaction. False where it was cancelled instead.
bool take_to_mailbox(Services& services, storage::Transaction& transaction, const storage::OutboxItem& item,
                     Instant now);

}  // namespace prevenance::api
