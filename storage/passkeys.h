// Passkeys of accounts, and the challenges that wait for an answer. A credential is found inside one account
// only: no question of this file can give somebody else's.
#pragma once

#include "domain/calendar.h"
#include "domain/passkey.h"
#include "storage/database.h"

#include <optional>
#include <string_view>
#include <vector>

namespace prevenance::storage {

struct PasskeyRecord {
    PasskeyId id;
    AccountId account;
    PasskeyCredential credential;
    Bytes sealed_label;
    Instant added_at;
    std::optional<Instant> last_used_at;
};

struct ChallengeRecord {
    Digest asker{};  // hash of a session's secret, or of the secret of a sign-in under way
    AccountId account;
    PasskeyChallenge challenge{};
    Instant drawn_at;
    std::optional<Bytes> sealed_member_key;
};

enum class PasskeyPurpose { register_key, sign_in, prove };

class Passkeys {
public:
    explicit Passkeys(const Reader& reader) : reader_(reader) {}

    std::vector<PasskeyRecord> of(AccountId account) const;  // the oldest first
    std::optional<PasskeyRecord> find(AccountId account, ByteView credential) const;

    // Ends the account's sessions, as does removing (a trigger of the schema). False where this credential is
    // somebody's already.
    static bool add(Transaction& transaction, const PasskeyRecord& passkey);
    static bool remove(Transaction& transaction, AccountId account, PasskeyId id);
    static void remove_all(Transaction& transaction, AccountId account);
    // False where the passkey is gone, or another signature with this count came first.
    static bool use(Transaction& transaction, PasskeyId id, std::uint32_t sign_count, Instant now);

    // Replaces the one this asker had for the same purpose; forgets those that nobody answered in time.
    static void ask(Transaction& transaction, PasskeyPurpose purpose, const ChallengeRecord& challenge);
    // Gives it once: it is gone, whatever the answer will be. Nothing where it is older than five minutes.
    static std::optional<ChallengeRecord> take(Transaction& transaction, PasskeyPurpose purpose,
                                               const Digest& asker, Instant now);

private:
    const Reader& reader_;
};

}  // namespace prevenance::storage
