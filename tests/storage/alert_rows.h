// An employer with its people and their messages, written row by row into prevenance.db: for what the database
// itself refuses or counts. Every identifier is one number, repeated.
#pragma once

#include "domain/id.h"
#include "storage/database.h"

#include <cstdint>

namespace prevenance::storage {

template <class AnyId>
AnyId numbered(std::uint8_t number) {
    AnyId id;
    id.bytes.fill(number);
    return id;
}

inline const OhServiceId service_of_rows = numbered<OhServiceId>(3);
inline const EmployerId employer_of_rows = numbered<EmployerId>(1);

// The service, the employer with its référent, a team.
void add_structure(Transaction& transaction);

void add_person(Transaction& transaction, EmployeeId person, Date entered_on);

struct MessageRow {
    AlertId alert;
    std::uint8_t number = 0;  // of its receipt, its talk and its invitation: another for each message
    EmployeeId person;
    Instant arrived_at;
    bool has_card = true;  // false: an own request, of which no employer knows
};
void add_message(Transaction& transaction, const MessageRow& message);

}  // namespace prevenance::storage
