// How many people of each employer something happened to within a period: what figures are made from. Counts
// only; no name, no identifier of a person and no date leaves this file. A person counts once per period,
// also where the retention erased the rows meanwhile (storage/erased_counts.h).
#pragma once

#include "domain/calendar.h"
#include "domain/disclosure.h"
#include "domain/id.h"
#include "storage/database.h"
#include "storage/erased_counts.h"

#include <set>
#include <string>

namespace prevenance::storage {

struct Period {
    Date starts_on;
    Date ends_on;  // inclusive
    bool operator==(const Period&) const = default;
};

class QuarterCounts {
public:
    // Employers that belonged to the network during the whole period; those with nobody are left out.
    QuarterCounts(const Reader& reader, const KeyedHash& hash, NetworkId network, Period period)
        : reader_(reader), hash_(hash), network_(network), period_(period) {}

    int member_employers() const;
    Contributions people_employed() const;  // on at least one day
    Contributions people_with_signals(const std::set<std::string>& types) const;
    Contributions people_with_suggestions() const;  // raised; legal deadlines are none
    Contributions people_talked_with() const;
    Contributions people_invited() const;

private:
    Contributions with_erased(CountedPeople people, const std::set<std::string>& kinds) const;
    CountedPeople people_in(Sql sql) const;

    const Reader& reader_;
    const KeyedHash& hash_;
    NetworkId network_;
    Period period_;
};

}  // namespace prevenance::storage
