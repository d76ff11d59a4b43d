// What runs every night at two o'clock, French time. A job is a request from the clock: it has no actor, and
// each employer's part is one audited transaction. A job that fails is logged and does not stop the others.
#pragma once

#include "api/services.h"
#include "domain/calendar.h"

#include <string_view>
#include <vector>

namespace prevenance::api {

struct Job {
    std::string_view name;
    void (*run)(Services&, Instant now);
    std::string_view meaning = {};  // French, for `prevenance jobs list`
};

// To add a job: one function, one line in nightly.cpp. They run in this order.
const std::vector<Job>& nightly_jobs();

struct NightReport {
    int done = 0;
    std::vector<std::string_view> failed;  // names; what went wrong is in the log
};

// Runs every job as of `now`, and remembers the night. Each job may run again the same day and changes
// nothing the second time.
NightReport run_nightly(Services& services, Instant now);

// Whether the night of `now` has come (two o'clock in Paris is past) and has not been worked through.
bool night_is_due(const Services& services, Instant now);

}  // namespace prevenance::api
