// How the second opinion on rules looks at a calendar: facts that may be used as of a day, and stretches of
// absence found by crossing off every single day. It is for tests, and slow on purpose.
#pragma once

#include "domain/fact.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::rules {

// What happened on the days from the first to the last, both included; without a last day it is going on.
struct Stretch {
    Date first;
    std::optional<Date> last;
    int days() const { return static_cast<int>((*last - first).count()) + 1; }
};

bool is_one_of(const std::string& code, const std::vector<std::string>& codes);

// Of the codes, begun and recorded by the day.
std::vector<Fact> facts_seen(const std::vector<Fact>& facts, const std::vector<std::string>& codes,
                             Date as_of);

// An end before the start is a defect of the source; a day is the least that a fact can last.
std::optional<Date> last_day(const Fact& fact);

// The facts seen, put together: at most `gap` days without a cross lie inside one stretch.
std::vector<Stretch> crossed_off(const std::vector<Fact>& facts, const std::vector<std::string>& codes,
                                 int gap, Date as_of);

// The same day of a later month; the month's last day where it has no such day.
Date months_later(Date day, int months);

}  // namespace prevenance::rules
