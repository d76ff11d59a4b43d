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

// Whether accounts of this role have keys of their own, which open mailboxes.
bool holds_member_keys(Role role);

Bytes encode_password(const integrations::PasswordRecord& record);
std::optional<integrations::PasswordRecord> decode_password(ByteView bytes);

// The same password under today's pepper and cost, at a sign-in that proved it; nothing where the record is of
// today, or the service is too busy: the next sign-in tries again. Stored by Accounts::renew_password.
struct RenewedPassword {
    Bytes before;
    Bytes record;
    std::optional<Bytes> member_keys;
};
std::optional<RenewedPassword> renewed_password(Services& services, const storage::AccountRecord& account,
                                                const Sensitive<std::string>& password,
                                                const integrations::SecretKey& old_key);

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
    std::optional<integrations::TotpSeed> totp;
};
// Errors: those of Passwords::set. Whether the sign-in name is free is the table's to say.
Result<storage::AccountRecord> prepare_account(Services& services, NewAccount account, Instant now);

}  // namespace prevenance::api
