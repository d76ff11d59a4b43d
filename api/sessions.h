// Who asks: the session behind a cookie, or the account behind an API key. Roles and teams are read again for
// each request, so that a right taken away is gone at once.
#pragma once

#include <optional>
#include <string>

#include "api/call.h"
#include "api/request.h"
#include "api/services.h"
#include "domain/account.h"
#include "integrations/field_box.h"
#include "integrations/session_secret.h"
#include "storage/accounts.h"

namespace prevenance::api {

// Nobody: no cookie, a session that ended, was idle for too long (15 minutes for physicians, their cell and
// référents, 30 for others) or is older than ten hours, an account that was closed, a key that expired.
std::optional<SignedIn> who_asks(const Request& request, Services& services, Instant now);

// The cookie that starts and the one that ends a session.
std::pair<std::string, std::string> session_cookie(const Settings& settings,
                                                   const integrations::SessionSecret& secret);
std::pair<std::string, std::string> ended_session_cookie(const Settings& settings);

// The same of a sign-in under way: the password was right, the passkey is still to come. Its cookie opens no page.
std::pair<std::string, std::string> entry_cookie(const Settings& settings, const integrations::SessionSecret& secret);
std::pair<std::string, std::string> ended_entry_cookie(const Settings& settings);
std::optional<integrations::SessionSecret> entry_secret(const Call& call);

// Of the call's own session; only where somebody is signed in with a browser.
integrations::SessionSecret session_secret(const Call& call);
Digest session_hash(const Call& call);
storage::SessionRecord session_record(const Call& call);
// Stands for a session in addresses, and tells nothing about it.
KeyId session_name(const Services& services, const Digest& token_hash);

// Sign-in name and display name of an account.
struct Profile {
    Sensitive<std::string> login;
    Sensitive<std::string> display_name;
};
Result<Profile> open_profile(const Services& services, const storage::AccountRecord& account);
Bytes seal_profile(Services& services, const integrations::FieldKey& key, AccountId account, const Profile& profile);

// Under which an account is found: the same for every spelling of a sign-in name.
Bytes login_index(const Services& services, const std::string& login);

// A new API key, "pv_" and 43 characters, and what is stored of it.
std::string draw_api_key(Services& services);
Digest api_key_hash(const Services& services, const std::string& key);

}  // namespace prevenance::api
