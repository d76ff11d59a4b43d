// Attempts that failed, so that guessing gets slower and slower. A subject is a keyed hash: of an account's
// sign-in name, of an address on the network. Never a hard lock, because that would let anybody lock
// somebody else out.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/calendar.h"
#include "storage/database.h"

namespace prevenance::storage {

// The instant from which the next attempt is looked at; not after `now` where there is no wait.
Instant next_attempt_at(const Reader& reader, const Digest& subject, Instant now);

// After the nth failure in a row the wait is 2^(n-1) seconds, 60 at the most; an hour without failure
// forgets them.
void count_failure(Transaction& transaction, const Digest& subject, Instant now);
void forget_failures(Transaction& transaction, const Digest& subject);

// Counts one use of something that may be used `limit` times in `window`; false when it is used up.
bool count_use(Transaction& transaction, const Digest& subject, int limit, std::chrono::seconds window, Instant now);
// Gives one use back, where only failures shall count.
void return_use(Transaction& transaction, const Digest& subject);

}  // namespace prevenance::storage
