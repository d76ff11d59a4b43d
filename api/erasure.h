// Erasing a person, and what stays undone. A person is erased by destroying the own key in keys.db, which
// makes every copy of the words unreadable, backups included; then the rows go, and the logs of both files
// are emptied so that nothing of them remains on the disk.
//
// What was undone (a person erased, an agreement withdrawn, a card closed, an objection) is remembered in
// keys.db under keyed hashes. After an older prevenance.db is put back, it is undone again before the first
// request is answered. The surprise: the key is destroyed and remembered before the rows are purged, so that
// a crash between the two ends erased, not half restored.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/error.h"
#include "storage/tombstones.h"

#include <optional>
#include <span>

namespace prevenance::api {

// Waits for the disk; never inside an act. Error not_found: no such person of this employer, or erased.
Result<void> erase_person(Services& services, EmployerScope scope, EmployeeId employee,
                          std::optional<AccountId> by, Instant now);

// Of a person who still works there: what was noted for the rules about signals goes, what the legal calendar
// needs stays (storage/erasure.h). Error not_found as above.
Result<void> erase_facts(Services& services, EmployerScope scope, EmployeeId employee,
                         std::optional<AccountId> by, Instant now);

// Carries over to keys.db what was undone since the last time. Quick where there is nothing.
void ship_tombstones(Services& services, Instant now);

// The same at once and without waiting, for an act inside its transaction: keys.db has it before the job loop
// looks. Were the act's own commit to fail, what somebody asked for would be undone at the next start.
void remember_what_was_undone(storage::Transaction& transaction, Services& services, Instant now);

struct Replayed {
    int people = 0;
    int facts = 0;
    int receipts = 0;
    int invitations = 0;
    int choices = 0;

    bool anything() const { return people + facts + receipts + invitations + choices > 0; }
};
// At start-up, before anything is served: undoes again what the tombstones of keys.db remember and
// prevenance.db has not seen, with an audit entry for each.
Replayed replay_tombstones(Services& services, Instant now);

// Adds tombstones that were kept off the machine. The number that were new.
int take_back_tombstones(Services& services, std::span<const storage::Tombstone> kept);

}  // namespace prevenance::api
