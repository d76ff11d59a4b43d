// A mailbox without its check: it decrypts whatever its key opens and believes every word. It exists to take
// one lock away in a test; nothing of the program links it.
#pragma once

#include "api/opened_alert.h"

namespace prevenance::api {

// Nothing where the key does not open the bytes, whoever made them.
std::optional<Alert> decrypt_unchecked(const storage::AlertRecord& record,
                                       const integrations::MailboxKey& mailbox);

}  // namespace prevenance::api
