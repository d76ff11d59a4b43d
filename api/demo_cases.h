// Accompaniments in every state for a demonstration, so that its report of activity, its fortnightly list and
// its circuit have something to show. The people are invented; messages, receipts and seals are made as real
// ones are.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "domain/organisation.h"
#include "forms/demo_accesses.h"

namespace prevenance::api {

// After the mailbox of `service` was opened. `physician` is who noted everything. Gives back the code of the
// person to whom the service has put its questions. Errors: those of sealing.
Result<forms::DemoCard> tell_demo_cases(Services& services, const OhService& service, AccountId physician);

}  // namespace prevenance::api
