// An employer enters a network or leaves it: the same door for a page and a command.
#pragma once

#include "api/services.h"
#include "domain/error.h"
#include "forms/organisation_form.h"
#include "storage/memberships.h"

#include <optional>
#include <vector>

namespace prevenance::api {

// The last day of the latest period that the network published; none: nothing yet.
std::optional<Date> published_until(const Services& services, NetworkId network);

// Whether the last day of this stay can still be given or corrected: no published period saw it end.
bool may_leave(const storage::Stay& stay, std::optional<Date> published_until);

// Writes the stay where nothing stands against it; otherwise writes nothing and says why in French, one message a field
// (employer, first_day; member, last_day). Asked and written in one transaction: two who ask at once do not both pass.
std::vector<FieldError> let_join(const Services& services, storage::Transaction& transaction, NetworkId network,
                                 const forms::Joining& joining);
std::vector<FieldError> let_leave(const Services& services, storage::Transaction& transaction, NetworkId network,
                                  const forms::Leaving& leaving);

}  // namespace prevenance::api
