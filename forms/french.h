// Dates, times and numbers as French readers write them. Spaces before « ; : ! ? » in the texts are
// non-breaking (U+00A0), and so are those inside a date.
#pragma once

#include <string>
#include <string_view>

#include "domain/calendar.h"

namespace prevenance::forms {

std::string short_date(Date date);        // "3 févr. 2026"
std::string long_date(Date date);         // "mardi 3 février 2026"
std::string numeric_date(Date date);      // "03/02/2026"
std::string month_and_year(Date date);    // "février 2026"
std::string date_and_time(Instant instant);  // "3 févr. 2026 à 14 h 05", French civil time

// "1 absence", "3 absences": `one` for 0 and 1, as French counts.
std::string counted(int number, std::string_view one, std::string_view many);

// "12 345": groups of three with a narrow non-breaking space.
std::string grouped(long long number);

}  // namespace prevenance::forms
