#include "storage/recovery.h"

namespace prevenance::storage {

MemberRecovery member_recovery(const Reader& reader, AccountId account) {
    return reader
        .one(
            "SELECT wrapped_master_key, verified_at, pending_master_key FROM member_recovery WHERE account = "
            "?",
            {account},
            [](const Row& row) {
                return MemberRecovery{row.optional_blob(0), row.optional_instant(1), row.optional_blob(2)};
            })
        .value_or(MemberRecovery{});
}

void offer_recovery(Transaction& transaction, AccountId account, ByteView wrapped, Instant now) {
    transaction.execute(
        "INSERT INTO member_recovery(account, pending_master_key, pending_since) VALUES (?, ?, ?) "
        "ON CONFLICT(account) DO UPDATE SET pending_master_key = excluded.pending_master_key, "
        "pending_since = excluded.pending_since",
        {account, wrapped, now});
}

bool verify_recovery(Transaction& transaction, AccountId account, ByteView pending, Instant now) {
    return transaction.execute(
               "UPDATE member_recovery SET wrapped_master_key = pending_master_key, verified_at = ?, "
               "pending_master_key = NULL, pending_since = NULL WHERE account = ? AND pending_master_key = ?",
               {now, account, pending}) == 1;
}

void forget_recovery(Transaction& transaction, AccountId account) {
    transaction.execute("DELETE FROM member_recovery WHERE account = ?", {account});
}

std::optional<PasswordReset> find_password_reset(const Reader& reader, AccountId account) {
    return reader.one("SELECT code_hash, expires_at, wrong_codes FROM password_reset WHERE account = ?",
                      {account}, [](const Row& row) {
                          return PasswordReset{row.blob(0), row.instant(1), static_cast<int>(row.integer(2))};
                      });
}

void start_password_reset(Transaction& transaction, AccountId account, ByteView code, Instant now,
                          Instant expires_at) {
    transaction.execute(
        "INSERT INTO password_reset(account, code_hash, made_at, expires_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT(account) DO UPDATE SET code_hash = excluded.code_hash, made_at = excluded.made_at, "
        "expires_at = excluded.expires_at, wrong_codes = 0",
        {account, code, now, expires_at});
}

int count_wrong_reset_code(Transaction& transaction, AccountId account) {
    transaction.execute("UPDATE password_reset SET wrong_codes = wrong_codes + 1 WHERE account = ?",
                        {account});
    transaction.mark_housekeeping();
    const auto reset = find_password_reset(transaction, account);
    return reset ? reset->wrong_codes : 0;
}

void end_password_reset(Transaction& transaction, AccountId account) {
    transaction.execute("DELETE FROM password_reset WHERE account = ?", {account});
}

}  // namespace prevenance::storage
