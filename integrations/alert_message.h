// The canonical bytes of an alert: what the employee's one-time key signs and the mailbox reads. It holds
// words about a person: whoever has these bytes wipes them.
#pragma once

#include "domain/alert.h"

#include <optional>

namespace prevenance::integrations {

struct AlertMessage {
    Alert alert;
    Digest receipt_hash{};  // zeros while it is only proposed
};

Bytes encode_alert(const Alert& alert, const Digest& receipt_hash);
std::optional<AlertMessage> decode_alert(ByteView bytes);  // exactly what encode_alert wrote, or nothing

}  // namespace prevenance::integrations
