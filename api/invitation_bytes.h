// An invitation between its sealed form and its two columns, and the locator that finds it. The lock's bytes
// stand beside the receipt too: the mailbox reads the one-time key from them, and a withdrawal the code.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/clock.h"
#include "integrations/invitations.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::api {

Bytes encode_lock(const integrations::InvitationLock& lock);
std::optional<integrations::InvitationLock> decode_lock(ByteView bytes);

Bytes encode_content(const integrations::InvitationContent& content);
std::optional<integrations::InvitationContent> decode_content(ByteView bytes);

// 65 random bits as 13 characters of Crockford's base 32, without dashes. It finds an invitation and opens
// nothing.
std::string draw_locator(Randomness& randomness);

// What somebody typed, as it is stored: upper case, no blanks or dashes, O for 0, I and L for 1. Nothing
// where it cannot be a locator; whether there is such an invitation is not said.
std::optional<std::string> read_locator(std::string_view typed);

// "7K3M-QX9P-2DFAH"
std::string shown_locator(const std::string& locator);

}  // namespace prevenance::api
