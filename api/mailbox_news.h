// What the physicians' pages say about their mailbox's key: one that was announced, one that cannot be
// trusted, members whose account was closed.
#pragma once

#include "api/call.h"
#include "api/mailbox_members.h"
#include "forms/mailbox_page.h"

#include <string>

namespace prevenance::api {

forms::KeyNewsView key_news_view(const Call& call, const MailboxStanding& mailbox);

// Empty for somebody whose key was destroyed.
std::string name_of(const Services& services, AccountId id);
bool is_closed(const Services& services, AccountId id);

}  // namespace prevenance::api
