// Who is counted for the figures of a period: what publications are made from. No name, no identifier of a person
// and no date leaves this file, only keyed hashes. A person counts once per period, also where the retention erased
// the rows meanwhile (storage/erased_counts.h).
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"
#include "storage/erased_counts.h"
#include "storage/followed_alerts.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::storage {

struct Period {
    Date starts_on;
    Date ends_on;  // inclusive
    bool operator==(const Period&) const = default;
};

class PeriodCounts {
public:
    PeriodCounts(const Reader& reader, const KeyedHash& hash, Period period)
        : reader_(reader), hash_(hash), period_(period) {}

    // By the code of an indicator of config/indicators.yaml; all but those of signals, which depend on the
    // catalogue. Nobody for a code that counts no people here.
    CountedPeople people(std::string_view indicator) const;
    CountedPeople people_with_signals(const std::set<std::string>& types) const;

    // Of everybody who is known, under the same hashes.
    std::map<Bytes, std::string> job_families() const;

private:
    CountedPeople people_followed(CountsFollowed counts) const;
    CountedPeople with_erased(CountedPeople people, const std::set<std::string>& kinds) const;

    const Reader& reader_;
    const KeyedHash& hash_;
    Period period_;
};

// A person behind published figures, as it was noted when they were published.
struct NotedPerson {
    std::uint64_t person = 0;  // under the key of the noise
    EmployerId employer;
    std::string job_family;
    std::uint8_t periods = 0;  // bit 0: first quarter … bit 4: the year
};

std::vector<NotedPerson> noted_persons(const Reader& reader, int year, std::string_view indicator);
// Adds the periods of `person` to what is noted of it.
void note_person(Transaction& transaction, int year, std::string_view indicator, const NotedPerson& person);

}  // namespace prevenance::storage
