// The years in which a person's mid-career visit is due: from the calendar year of the 43rd birthday to that
// of the 45th (L4624-2-2 and its two years in advance), kept as a milestone without the year of birth. What
// this gives away, and why it is kept: docs/decisions/0007-what-the-calendar-keeps-in-the-clear.md.
#pragma once

#include "api/services.h"
#include "domain/account.h"
#include "domain/calendar.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>

namespace prevenance::api {

struct CareerWindow {
    Date from;
    Date to;  // inclusive
};

CareerWindow career_window(int birth_year);

// Brings the stored years in line with the year of birth. None is stored where the year is not known, and
// where the window closed before today: the calendar has no use for it then.
void keep_career_window(storage::Transaction& transaction, const Services& services, EmployerScope scope,
                        EmployeeId employee, std::optional<int> birth_year, std::optional<AccountId> by,
                        Instant now);

}  // namespace prevenance::api
