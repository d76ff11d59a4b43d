// Dates as French spreadsheets write them. Reads one cell, says what is wrong with it; never guesses a
// century or an order. The surprise: a number such as 45678 is refused although it is a date to Excel,
// because it is also a number to everything else.
#pragma once

#include "domain/calendar.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace prevenance::integrations {

enum class DateFormat { day_month_year, iso };  // 31/12/2026 (also - and .), 2026-12-31 (also /)

std::string_view french_name(DateFormat format);  // "jj/mm/aaaa"

enum class DateFault {
    no_such_day,     // 31/02/2026, or a year outside 1900 to 2199
    two_digit_year,  // 31/12/26
    excel_serial,    // 45678
    other_format,    // a date, in the other of the two formats
    unreadable       // no date at all
};

// A time of day after the date ("2026-12-31T00:00:00", "31/12/2026 00:00") is passed over.
std::variant<Date, DateFault> parse_civil_date(std::string_view text, DateFormat format);

// The end that some payroll software writes for "no end": 31 December 2999 or 9999.
bool is_never(std::string_view text);

}  // namespace prevenance::integrations
