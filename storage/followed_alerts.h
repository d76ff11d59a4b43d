// How long those waited who wrote to the occupational health service, for the yearly figures of delays: each
// person once, from the first message of twelve months, with the first voice and the first visit since.
//
// The surprise: the twelve months end sixty days before the year does. So everybody has been watched for sixty
// days on its last day, whoever wrote in November is counted a year later, and nobody is left out.
#pragma once

#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>
#include <string_view>
#include <vector>

namespace prevenance::storage {

inline constexpr Days watched_at_least{60};

// Days on a French wall.
struct FollowedPerson {
    EmployerId employer;
    EmployeeId employee;
    Date wrote_on;
    std::optional<Date> heard_on;  // the agreement was confirmed by voice
    std::optional<Date> seen_on;   // the first visit that was held
};

// Of whom the day `watched_at_least` after the first message lies within these days, both inclusive. What
// happened after the last of them is not known yet. Withdrawn messages and own requests are not there.
std::vector<FollowedPerson> followed_persons(const Reader& reader, Date starts_on, Date ends_on);

// Whether an indicator of config/indicators.yaml counts a followed person. Null where it is no figure of delays.
using CountsFollowed = bool (*)(const FollowedPerson&);
CountsFollowed counts_followed(std::string_view indicator);

}  // namespace prevenance::storage
