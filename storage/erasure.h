// The rows about one person, counted and purged. Destroying the key in keys.db makes the words unreadable
// everywhere; this takes the rows away as well, because coded rows about somebody are still about somebody.
//
// What stays: a receipt and a sealed alert belong to the person and the health service, so they lose their
// link to the employer's file and nothing else; the register of requests keeps kind, dates and outcome; the
// audit log keeps random identifiers. The surprise: files of absences that wait for a decision are abandoned,
// because their bytes may name the person.
#pragma once

#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>

namespace prevenance::storage {

struct HeldRows {
    int signals = 0;
    int absences = 0;
    int legal_stops = 0;
    int milestones = 0;
    int talks = 0;
    int suggestions = 0;
    int visit_requests = 0;
    int invitations = 0;
    int measures = 0;
    int plans = 0;
    int requests = 0;  // of rights
};

HeldRows rows_about(const Reader& reader, EmployeeId employee);

// One row with everything that hangs on it, also for the nightly erasure (storage/retention.h). Whatever
// refers to it and stays no longer does.
void erase_invitation(Transaction& transaction, ByteView key);
void erase_measures(Transaction& transaction, ByteView key);  // a plan that carries them out stays
void erase_plan(Transaction& transaction, ByteView key);
void erase_talk(Transaction& transaction, ByteView key);  // after what rests on it
void erase_suggestion(Transaction& transaction, ByteView key);

// Every row, the file included. Both ways in which a person goes end here: asked for, and after the periods
// of the retention. The register of requests forgets whose they were.
void purge_rows(Transaction& transaction, EmployeeId employee);

// At the person's wish: an open request is thereby answered, and uploads that may name the person go too.
void purge_person(Transaction& transaction, EmployeeId employee, Instant now);

// What was recorded up to `until` for the rules about signals; the file and what the legal calendar needs
// stay: stops and milestones, absences that are open or of 30 days or more, talks that a visit request or an
// invitation follows from.
void purge_facts(Transaction& transaction, EmployeeId employee, Instant until);

// What purge_facts would take.
HeldRows facts_about(const Reader& reader, EmployeeId employee);

// Of a person of any employer: for the program itself, which replays what was undone.
std::optional<EmployerId> employer_of(const Reader& reader, EmployeeId employee);

}  // namespace prevenance::storage
