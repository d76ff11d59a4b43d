// Passwords of accounts. One slow hash gives two keys: one proves the sign-in, the other unwraps the member's
// own keys. The database holds a hash of the first only, and a pepper from the root key stands between a
// stolen database and a guess.
#pragma once

#include "domain/sensitive.h"
#include "integrations/root_key.h"
#include "integrations/slow_hash.h"

#include <optional>
#include <string>

namespace prevenance::integrations {

// What the account's row keeps.
struct PasswordRecord {
    HashCost cost;
    Salt salt{};
    Digest login_hash{};
    KeyId pepper{};             // the root key whose pepper it was made with; zeros: the installation's first
    bool names_account = true;  // false: of before hashes named their account, renewed at the next sign-in
    bool operator==(const PasswordRecord&) const = default;
};

struct NewPassword {
    PasswordRecord record;
    SecretKey key_encryption_key;  // wraps the member's keys, see member_keys.h
};

class Passwords {
public:
    Passwords(const RootKey& root, SlowHash& slow_hash);

    // Errors: those of SlowHash. The policy is asked before (password_policy.h).
    Result<NewPassword> set(AccountId account, const Sensitive<std::string>& password,
                            Randomness& randomness);

    // The key encryption key, or unauthenticated for a wrong password and for a record that was made for
    // another account. An unknown account is given as no record: it costs the same hash and fails with the
    // same error.
    Result<SecretKey> verify(AccountId account, const std::optional<PasswordRecord>& record,
                             const Sensitive<std::string>& password);

    // The record was made at another cost than today's, under the pepper of a retired root key, or without
    // its account: set the password anew at this sign-in.
    bool outdated(const PasswordRecord& record) const {
        return !(record.cost == slow_hash_.cost()) || !peppers_.is_present(record.pepper) ||
               !record.names_account;
    }

private:
    Result<SecretKey> peppered(const Sensitive<std::string>& password, const Salt& salt, const HashCost& cost,
                               const SecretKey& pepper);

    Peppers peppers_;
    SlowHash& slow_hash_;
};

}  // namespace prevenance::integrations
