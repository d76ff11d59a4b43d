// What time ends: agreements that are six months old. The mailbox checks each time it opens an alert; this
// makes it final, whatever the clock says later.
#pragma once

#include "api/services.h"
#include "domain/calendar.h"

namespace prevenance::api {

// The number of alerts set aside. For the nightly job; doing it twice does nothing twice.
int set_expired_alerts_aside(Services& services, Instant now);

}  // namespace prevenance::api
