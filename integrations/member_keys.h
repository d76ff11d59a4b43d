// The keys of one person with an account: a random master key, from which come an X25519 pair (mailboxes are
// sealed to it) and an Ed25519 pair (rosters are signed with it). At rest the master key is wrapped under
// the password, and under the recovery code where one was made; during a session, under the session's cookie.
// Opened only inside that member's request.
#pragma once

#include "domain/error.h"
#include "domain/id.h"
#include "integrations/box_key.h"
#include "integrations/recovery_code.h"
#include "integrations/session_secret.h"
#include "integrations/signing_key.h"

namespace prevenance::integrations {

class MemberKeys {
public:
    static MemberKeys draw(Randomness& randomness);

    // For the account's row. `password_key` is NewPassword::key_encryption_key, or what Passwords::verify
    // gave.
    Bytes wrap_under_password(const SecretKey& password_key, const AccountId& account,
                              Randomness& randomness) const;
    // For the session's row.
    Bytes wrap_for_session(const SessionSecret& session, const AccountId& account,
                           Randomness& randomness) const;

    // For the account's row of recovery, beside the one under the password.
    Bytes wrap_for_recovery(const RecoveryCode& code, const AccountId& account, Randomness& randomness) const;

    // Error: unauthenticated, where the key, the account or the bytes are not those of the wrapping.
    static Result<MemberKeys> open_with_password(ByteView wrapped, const SecretKey& password_key,
                                                 const AccountId& account);
    static Result<MemberKeys> open_in_session(ByteView wrapped, const SessionSecret& session,
                                              const AccountId& account);
    static Result<MemberKeys> open_with_recovery(ByteView wrapped, const RecoveryCode& code,
                                                 const AccountId& account);

    const BoxKeyPair& box() const { return box_; }
    const SigningKey& signing() const { return signing_; }

private:
    explicit MemberKeys(const SecretKey& master);

    GuardedKey master_;
    BoxKeyPair box_;
    SigningKey signing_;
};

}  // namespace prevenance::integrations
