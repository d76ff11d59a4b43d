#include "api/mailbox_members.h"

#include "api/services.h"
#include "integrations/mailbox.h"
#include "storage/mailboxes.h"

#include <algorithm>

namespace prevenance::api {

MailboxStanding mailbox_standing(const Call& call) {
    std::optional<Bytes> own_key;
    const auto rosters = call.services.cases.read([&](const storage::Reader& reader) {
        own_key = storage::sealed_mailbox_key(reader, call.mailbox().oh_service(), call.scope().account);
        return storage::rosters_of(reader, call.mailbox().oh_service());
    });
    MailboxStanding standing;
    standing.is_founded = !rosters.empty();
    if (rosters.empty()) return standing;
    const auto last = integrations::decode_roster(rosters.back());
    if (!last) return standing;
    for (const auto& member : last->members) standing.members.push_back(member.account);
    // Listed, and with a key: somebody whose own keys were lost is listed still and opens nothing.
    standing.is_member =
        own_key && std::ranges::find(standing.members, call.scope().account) != standing.members.end();
    return standing;
}

}  // namespace prevenance::api
