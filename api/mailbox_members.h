// Who stands in the last roster of the asking person's service, for pages. It verifies nothing: whoever opens or
// seals goes through api/mailboxes.h, which does.
#pragma once

#include "api/call.h"
#include "domain/id.h"

#include <vector>

namespace prevenance::api {

struct MailboxStanding {
    bool is_founded = false;
    bool is_member = false;  // the person who asks
    std::vector<AccountId> members;
};

MailboxStanding mailbox_standing(const Call& call);

}  // namespace prevenance::api
