// Tells the physicians of a service, every second Monday, that their fortnightly list is ready. The mail is
// the one that says something waits: no name, no number of a file, no count of anything. Nobody is written to
// where nothing is due.
#pragma once

#include "api/services.h"
#include "domain/calendar.h"

namespace prevenance::api {

// The number of services told. For the nightly job; doing it twice queues no second mail.
int announce_lists(Services& services, Instant now);

}  // namespace prevenance::api
