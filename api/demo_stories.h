// The part of a demonstration that has to be sealed: the service's mailbox with its physicians, a paper card
// for the visitor to answer, an alert that waits for a physician. It goes through the same keys, codes and
// receipts as real ones; only the people are invented.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "domain/organisation.h"
#include "forms/demo_accesses.h"

#include <string>
#include <vector>

namespace prevenance::api {

struct DemoMember {
    std::string login;
    std::string password;
};

// `physicians` found and share the mailbox of `service`. Of each employer's people with whom somebody talked,
// one is handed a card that is given back here, and one sent an alert yesterday; with them the printed page
// of somebody who wrote alone. Errors: those of sealing.
Result<std::vector<forms::DemoCard>> tell_demo_stories(Services& services, const OhService& service,
                                                       const std::vector<DemoMember>& physicians,
                                                       const std::vector<EmployerId>& employers);

}  // namespace prevenance::api
