// The two things a person shows: the password, then a code or a passkey. Checking is slow and happens before
// the transaction; using up what was shown happens in it, so that nothing opens twice.
#pragma once

#include "api/call.h"
#include "api/passkeys.h"
#include "integrations/secret.h"
#include "storage/accounts.h"

#include <cstdint>
#include <optional>

namespace prevenance::api {

// The key that opens the member's own keys. The same hash is computed for a name that nobody has. Errors:
// unauthenticated; unavailable, where too many hash at this moment.
Result<integrations::SecretKey> check_password(const Call& call,
                                               const std::optional<storage::AccountRecord>& account);

struct SecondFactor {
    std::optional<ProvedPasskey> passkey;  // one of the two
    std::optional<std::uint64_t> totp_step;
};
// The field `totp`. Error: unauthenticated.
Result<SecondFactor> check_code(const Call& call, const storage::AccountRecord& account);

// False where the step or the signature was used already: then nothing may be opened.
bool use_second_factor(storage::Transaction& transaction, AccountId account, const SecondFactor& shown,
                       Instant now);

}  // namespace prevenance::api
