// What is kept too long: which rows are due on a day, and their erasure. Periods and nights are the caller's
// (api/jobs/erase_due.h); here are the questions and the order in which rows can go.
//
// The surprise: nothing here looks at what an employee answered, except two kinds that are never counted
// (`tells_answers`). An invitation goes by its own date; whether a receipt hangs on it changes nothing.
//
// Whoever had the data frozen loses none of the employer's side (RGPD, article 18), and neither does whoever
// waits for the answer to a request: their rows are due and spared.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

// Whatever lies before its limit goes. Days are civil days, instants are for what is counted by the second.
struct RetentionLimits {
    Date signals;
    Date absences;
    Date talks;
    Date cases;
    Date departures;  // of facts, talks and invitations about somebody who left
    Date departed;    // of the person
    Date legal;
    Date rights_requests;  // compared with the day of the answer
    Date receipts;         // compared with the end of the agreement
    Date alerts;
    Date accompaniments;  // compared with the exit: the last follow-up comes 24 months after it
    Date withdrawn_alerts;
    Date closed_accounts;
    Date invitations;  // the youngest that may go: nobody may need its code any more
    Instant sent_messages;
    Instant repeated_requests;
    Instant now;
};

enum class Spared {
    no,
    frozen,         // by the person
    request_waits,  // of the person, for its answer
};

struct DueRow {
    Bytes key;
    Spared spared = Spared::no;
};

struct RetentionKind {
    std::string_view name;  // "signals"; also the name in the report
    bool tells_answers;     // its number would tell who answered what: never shown
    std::vector<DueRow> (*due)(const Reader& reader, const RetentionLimits& limits);
    void (*erase)(Transaction& transaction, ByteView key);
};

// In the order in which they are erased: what refers to something goes before it.
const std::vector<RetentionKind>& retention_kinds();

// Attempts to guess, sessions that ended, repeated requests, old reports: about nobody, so neither counted
// nor on record.
void forget_passing_rows(Transaction& transaction, const RetentionLimits& limits);

struct NightOfRetention {
    Date night;
    std::map<std::string, std::int64_t> erased;  // by kind; those that tell answers are absent
    std::map<std::string, std::int64_t> held_back;
};
void add_to_night(Transaction& transaction, Date night, std::string_view kind, std::int64_t erased,
                  std::int64_t held_back);
std::vector<NightOfRetention> nights_of_retention(const Reader& reader, int most);  // newest first

// Why the rows about a person stay beyond their time.
Spared spared(const Reader& reader, EmployeeId employee);

// The last day of the case that is followed up, which may lie ahead; none: there is no case.
std::optional<Date> last_case_step(const Reader& reader, EmployeeId employee);

// A talk that something rests on goes after it.
struct RestsOnTalk {
    bool visit_request = false;
    std::optional<Date> invitation_handed_over_on;  // the latest
};
RestsOnTalk what_rests_on(const Reader& reader, InterviewId talk);

std::vector<KeyId> keys_to_destroy(const Reader& reader);
void forget_key_to_destroy(Transaction& transaction, KeyId id);

}  // namespace prevenance::storage
