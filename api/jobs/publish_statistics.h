// A job: the figures of each network for a period that is over, from prevenance.db into statistics.db. It
// decides nothing by itself about what may be shown: domain/disclosure.h does.
//
// The surprise: a network of fewer than forty employers gets its four families of signals once a year only,
// because by quarter nearly all of them would have to stay hidden.
#pragma once

#include "api/services.h"
#include "domain/calendar.h"
#include "domain/organisation.h"
#include "storage/quarter_counts.h"

#include <vector>

namespace prevenance::api {

storage::Period quarter_of(Date day);
storage::Period year_of(Date day);

// What should be published by `today`: the quarter that ended last, and the year if it ended with that
// quarter.
std::vector<storage::Period> periods_due(Date today);

// False where the period was published already: it is never restated. Quarters are published before their
// year, because a year must not tell a quarter that was hidden.
bool publish_period(Services& services, const Network& network, storage::Period period, Instant now);

// Every network, every period that is due; the number of publications made.
int publish_due_statistics(Services& services, Instant now);

}  // namespace prevenance::api
