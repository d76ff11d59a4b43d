// What figures still have to count after the retention erased a row: once a person, a quarter and a kind. It
// keeps neither who nor when.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/audit_log.h"
#include "storage/database.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace prevenance::storage {

// Distinct people of each employer; each stands for somebody, and says nothing of whom.
using CountedPeople = std::map<EmployerId, std::set<Bytes>>;

// The same for the same person within a year, and unlike in another year.
Bytes counted_as(const KeyedHash& hash, Date day, EmployeeId person);

// Before a row of that kind (storage/retention.h) is erased; nothing for kinds that no figure counts.
void count_before_erasing(Transaction& transaction, const KeyedHash& hash, std::string_view kind,
                          ByteView key);

// Adds those whose quarter lies within the days, and whose kind is one of `kinds`: codes of signals, "suggestion",
// "talk", "invitation".
void add_erased(const Reader& reader, Date starts_on, Date ends_on,
                const std::set<std::string>& kinds, CountedPeople& people);

// Also who stood behind published figures of the years before.
void forget_counts_before(Transaction& transaction, Date quarter);

}  // namespace prevenance::storage
