// Civil days, instants and the French civil time between them. A Date is a day on the wall calendar and
// has no time zone; an Instant is a point in time and is used only where a clock is meant.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance {

using Date = std::chrono::sys_days;
using Days = std::chrono::days;
using Months = std::chrono::months;
using Instant = std::chrono::sys_seconds;

// "2026-03-12". Years 1900 to 2199; nothing for any other text, and for days that do not exist.
std::optional<Date> parse_iso_date(std::string_view text);
std::string iso_date(Date date);

// "2026-03-12T14:05:00Z"
std::string iso_instant(Instant instant);
std::optional<Instant> parse_iso_instant(std::string_view text);

// The same day of the month `months` later; the last day of that month where there is no such day
// (31 January + 1 month = 28 or 29 February), as calendar months are counted in French law.
Date add_months(Date date, Months months);

// The day of `date`'s month, or the quarter it lies in, by its first day.
Date first_of_month(Date date);
Date first_of_quarter(Date date);

// What a clock on a French wall shows.
struct CivilTime {
    Date date;
    std::chrono::hours hour;
    std::chrono::minutes minute;
};

// Central European time with its summer time (directive 2000/84/EC: from 1 h UTC on the last Sunday of
// March to 1 h UTC on the last Sunday of October). Exact for every instant since 1996.
CivilTime in_paris(Instant instant);

}  // namespace prevenance
