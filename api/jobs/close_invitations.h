// Closes what nobody answered by the fourteenth day: the message is destroyed, whoever has the code.
#pragma once

#include "api/services.h"
#include "domain/calendar.h"

namespace prevenance::api {

// The number of messages destroyed. For the nightly job; doing it twice does nothing twice.
int close_invitations(Services& services, Instant now);

}  // namespace prevenance::api
