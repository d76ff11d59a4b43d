// The periods that figures are published for: a quarter or a year of the calendar, and nothing else.
#pragma once

#include "domain/calendar.h"

namespace prevenance {

// The days of one of the two, the last one inclusive.
constexpr bool is_year(Date starts_on, Date ends_on) {
    return ends_on - starts_on > Days{100};
}

}  // namespace prevenance
