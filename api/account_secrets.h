// What proves who an account is, between its row and its use: the password's record and the second factor.
#pragma once

#include <optional>

#include "api/services.h"
#include "api/sessions.h"
#include "domain/canonical_bytes.h"
#include "integrations/passwords.h"
#include "integrations/totp.h"
#include "storage/accounts.h"

namespace prevenance::api {

Bytes encode_password(const integrations::PasswordRecord& record);
std::optional<integrations::PasswordRecord> decode_password(ByteView bytes);

Bytes seal_totp_seed(Services& services, const integrations::FieldKey& key, AccountId account,
                     const integrations::TotpSeed& seed);
std::optional<integrations::TotpSeed> open_totp_seed(const Services& services, const storage::AccountRecord& account);

// Everything a new account is made of; its keys row is on disk when this returns.
struct NewAccount {
    Role role = Role::manager;
    std::optional<EmployerId> employer;
    std::optional<OhServiceId> oh_service;
    std::optional<NetworkId> network;
    Profile profile;
    Sensitive<std::string> password;
    std::optional<integrations::TotpSeed> totp;  // for every role but a manager's
};
// Errors: those of Passwords::set. Whether the sign-in name is free is the table's to say.
Result<storage::AccountRecord> prepare_account(Services& services, NewAccount account, Instant now);

}  // namespace prevenance::api
