// Days of the legal calendar: what was done, and the day by which the next thing is due. The law counts these
// in calendar months.
#pragma once

#include "rules/coded_fact.h"
#include "rules/predicate.h"

namespace prevenance::rules {

// The last day of a delay that begins on `start`: the same day of the month, the last of a shorter month.
inline DayNumber end_of_delay(DayNumber start, int months, int days) {
    return day_number(add_months(to_date(start), Months{months})) + days;
}

// Nothing is due for somebody who has left; the exit is the last day.
inline bool still_there(const Person& person, DayNumber as_of) {
    return as_of <= person.exit;
}

inline void add_exit(const Person& person, std::vector<DayNumber>& days) {
    if (person.exit != open_end) days.push_back(person.exit + 1);
}

// A milestone is a day, unless its end is given.
inline Piece milestone_piece(const CodedFact& fact) {
    return {{fact.index},
            {},
            static_cast<std::uint8_t>(fact.code),
            fact.start,
            fact.end == open_end ? fact.start : fact.end};
}

inline void keep_nearer(std::optional<DayNumber>& due, DayNumber day) {
    if (!due || day < *due) due = day;
}

}  // namespace prevenance::rules
