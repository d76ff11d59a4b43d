// What helps after a forgotten password: a member's master key under the printed code, and the code with
// which somebody sets a new password once. Wrapped keys and slow hashes only.
#pragma once

#include "domain/calendar.h"
#include "domain/canonical_bytes.h"
#include "domain/id.h"
#include "storage/database.h"

#include <optional>

namespace prevenance::storage {

struct MemberRecovery {
    std::optional<Bytes> wrapped;  // counts: its code was retyped
    std::optional<Instant> verified_at;
    std::optional<Bytes> pending;  // waits for its code to be retyped
};
MemberRecovery member_recovery(const Reader& reader, AccountId account);
void offer_recovery(Transaction& transaction, AccountId account, ByteView wrapped, Instant now);
// The pending one takes the place of the one before; nothing where it is not the pending one any more.
bool verify_recovery(Transaction& transaction, AccountId account, ByteView pending, Instant now);
void forget_recovery(Transaction& transaction, AccountId account);

struct PasswordReset {
    Bytes code;  // salt, cost and slow hash, as of a password
    Instant expires_at;
    int wrong_codes = 0;
};
std::optional<PasswordReset> find_password_reset(const Reader& reader, AccountId account);
// A newer one takes the place of the one before.
void start_password_reset(Transaction& transaction, AccountId account, ByteView code, Instant now,
                          Instant expires_at);
// The number of wrong codes with this one.
int count_wrong_reset_code(Transaction& transaction, AccountId account);
void end_password_reset(Transaction& transaction, AccountId account);

}  // namespace prevenance::storage
