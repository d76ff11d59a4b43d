// Days and periods as French readers write them, for the words of rules.
#pragma once

#include "domain/calendar.h"

#include <optional>
#include <string>

namespace prevenance::rules {

// "3 févr. 2026", "1er janv. 2026".
std::string french_date(Date date);

// "le 3 févr. 2026", "du 12 au 20 janv. 2026", "du 28 févr. au 2 mars 2026", "depuis le 3 févr. 2026" (no
// end).
std::string french_period(Date start, std::optional<Date> end);

}  // namespace prevenance::rules
