#include "storage/passkeys.h"

#include <algorithm>

namespace prevenance::storage {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 5min;

std::string_view name_of(PasskeyPurpose purpose) {
    switch (purpose) {
        case PasskeyPurpose::register_key:
            return "register";
        case PasskeyPurpose::sign_in:
            return "sign_in";
        case PasskeyPurpose::prove:
            return "prove";
    }
    return {};
}

PasskeyRecord passkey_in(const Row& row) {
    return {row.id<PasskeyId>(0),
            row.id<AccountId>(1),
            {row.blob(2), row.integer(3), row.blob(4), static_cast<std::uint32_t>(row.integer(5))},
            row.blob(6),
            row.instant(7),
            row.optional_instant(8)};
}

ChallengeRecord challenge_in(const Row& row) {
    return {row.digest(0), row.id<AccountId>(1), row.digest(2), row.instant(3), row.optional_blob(4)};
}

}  // namespace

std::vector<PasskeyRecord> Passkeys::of(AccountId account) const {
    return reader_.all(
        "SELECT id, account, credential, algorithm, public_key, sign_count, sealed_label, added_at, "
        "last_used_at "
        "FROM passkey WHERE account = ? ORDER BY added_at, id",
        {account}, passkey_in);
}

std::optional<PasskeyRecord> Passkeys::find(AccountId account, ByteView credential) const {
    return reader_.one(
        "SELECT id, account, credential, algorithm, public_key, sign_count, sealed_label, added_at, "
        "last_used_at "
        "FROM passkey WHERE account = ? AND credential = ?",
        {account, credential}, passkey_in);
}

bool Passkeys::add(Transaction& transaction, const PasskeyRecord& passkey) {
    const auto& credential = passkey.credential;
    return transaction.execute(
               "INSERT INTO passkey(id, account, credential, algorithm, public_key, sign_count, "
               "sealed_label, "
               "added_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(credential) DO "
               "NOTHING",
               {passkey.id, passkey.account, credential.id, credential.algorithm, credential.public_key,
                credential.sign_count, passkey.sealed_label, passkey.added_at, passkey.last_used_at}) == 1;
}

bool Passkeys::remove(Transaction& transaction, AccountId account, PasskeyId id) {
    return transaction.execute("DELETE FROM passkey WHERE account = ? AND id = ?", {account, id}) == 1;
}

void Passkeys::remove_all(Transaction& transaction, AccountId account) {
    transaction.execute("DELETE FROM passkey WHERE account = ?", {account});
}

bool Passkeys::use(Transaction& transaction, PasskeyId id, std::uint32_t sign_count, Instant now) {
    return transaction.execute(
               "UPDATE passkey SET sign_count = ?, last_used_at = ? "
               "WHERE id = ? AND (sign_count < ? OR (sign_count = 0 AND ? = 0))",
               {sign_count, now, id, sign_count, sign_count}) == 1;
}

void Passkeys::ask(Transaction& transaction, PasskeyPurpose purpose, const ChallengeRecord& challenge) {
    transaction.execute("DELETE FROM passkey_challenge WHERE drawn_at < ?", {challenge.drawn_at - patience});
    transaction.execute(
        "INSERT INTO passkey_challenge(asker, purpose, account, challenge, drawn_at, sealed_member_key) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(asker, purpose) DO UPDATE SET account = excluded.account, "
        "challenge = excluded.challenge, drawn_at = excluded.drawn_at, sealed_member_key = "
        "excluded.sealed_member_key",
        {challenge.asker, name_of(purpose), challenge.account, challenge.challenge, challenge.drawn_at,
         challenge.sealed_member_key});
    transaction.mark_housekeeping();
}

std::optional<ChallengeRecord> Passkeys::take(Transaction& transaction, PasskeyPurpose purpose,
                                              const Digest& asker, Instant now) {
    const auto found = transaction.one(
        "SELECT asker, account, challenge, drawn_at, sealed_member_key FROM passkey_challenge "
        "WHERE asker = ? AND purpose = ?",
        {asker, name_of(purpose)}, challenge_in);
    transaction.execute("DELETE FROM passkey_challenge WHERE asker = ? AND purpose = ?",
                        {asker, name_of(purpose)});
    transaction.mark_housekeeping();
    if (!found || now - found->drawn_at > patience) return std::nullopt;
    return found;
}

}  // namespace prevenance::storage
