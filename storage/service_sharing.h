// Which health services let which others see the totals of their activity. Each decides for its own, and only
// for totals: no case is read from here.
#pragma once

#include "domain/account.h"
#include "domain/id.h"
#include "storage/database.h"

#include <set>
#include <vector>

namespace prevenance::storage {

class ServiceSharing {
public:
    ServiceSharing(const Reader& reader, MailboxScope scope) : reader_(reader), scope_(scope) {}

    std::set<OhServiceId> shown_to() const;         // who sees the own totals
    std::vector<OhServiceId> that_show_us() const;  // whose totals may be seen, by name

    // In place of the earlier choice. Fails (ConstraintViolated) for the own service and for one that does
    // not exist.
    void show_to(Transaction& transaction, const std::set<OhServiceId>& services) const;

private:
    const Reader& reader_;
    MailboxScope scope_;
};

}  // namespace prevenance::storage
