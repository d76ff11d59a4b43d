// Accounts, their sessions and their API keys. Names and sign-in names are ciphertexts and keyed hashes here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/canonical_bytes.h"
#include "domain/calendar.h"
#include "storage/database.h"

namespace prevenance::storage {

struct AccountRecord {
    AccountId id;
    Role role = Role::manager;
    std::optional<EmployerId> employer;
    std::optional<OhServiceId> oh_service;
    std::optional<NetworkId> network;
    Bytes login_index;
    Bytes sealed_profile;
    Bytes password;
    std::optional<Bytes> sealed_totp;
    std::int64_t totp_last_step = 0;
    std::optional<Bytes> member_keys;
    Instant created_at;
    std::optional<Instant> disabled_at;
    std::optional<Instant> first_password_until;  // drawn for this person, who must replace it; none: the own one
};

struct SessionRecord {
    Digest token_hash{};
    AccountId account;
    Instant signed_in_at;
    Instant last_seen_at;
    std::optional<Bytes> sealed_member_key;
    Instant proved_at;    // when the password and a second factor, or a passkey, were last given
    std::string browser;  // its kind, in the words of api/browser_kind.h; nothing else of it is kept
};

struct ApiKeyRecord {
    IdBytes id{};
    AccountId account;
    Digest key_hash{};
    std::string label;
    Instant created_at;
    Date expires_on;
    std::optional<Instant> revoked_at;
};

class Accounts {
public:
    explicit Accounts(const Reader& reader) : reader_(reader) {}

    std::optional<AccountRecord> find(AccountId id) const;
    std::optional<AccountRecord> find_by_login(ByteView login_index) const;
    std::vector<AccountRecord> all() const;
    std::vector<AccountRecord> members_of(OhServiceId service) const;
    std::vector<AccountRecord> referents_of(EmployerId employer) const;
    std::vector<TeamId> teams_of(AccountId manager) const;
    std::optional<SessionRecord> session(const Digest& token_hash) const;
    std::vector<SessionRecord> sessions_of(AccountId account) const;  // the latest first
    std::optional<ApiKeyRecord> api_key(const Digest& key_hash) const;
    std::vector<ApiKeyRecord> api_keys_of(AccountId account) const;  // revoked ones too

    static void add(Transaction& transaction, const AccountRecord& account);
    static void set_teams(Transaction& transaction, AccountId manager, const std::vector<TeamId>& teams);
    // The person's own from now on. Also ends the account's sessions.
    static void set_password(Transaction& transaction, AccountId id, ByteView password,
                             const std::optional<Bytes>& member_keys);
    // The same password stored in another form: sessions go on. Nothing where it was changed meanwhile.
    static void renew_password(Transaction& transaction, AccountId id, ByteView before, ByteView password,
                               const std::optional<Bytes>& member_keys);
    static void set_login_index(Transaction& transaction, AccountId id, ByteView login_index);
    static void set_totp(Transaction& transaction, AccountId id, ByteView sealed_totp);
    // False where this step was used already.
    static bool use_totp_step(Transaction& transaction, AccountId id, std::int64_t step);
    // Also ends the account's sessions.
    static void disable(Transaction& transaction, AccountId id, Instant now);

    static void start_session(Transaction& transaction, const SessionRecord& session);
    static void touch_session(Transaction& transaction, const Digest& token_hash, Instant now);
    static void end_session(Transaction& transaction, const Digest& token_hash);
    static void end_sessions_of(Transaction& transaction, AccountId account);
    static void end_other_sessions_of(Transaction& transaction, AccountId account, const Digest& kept);
    // The same session under a new secret, after a fresh proof. False where it had ended.
    static bool renew_session(Transaction& transaction, const Digest& before, const SessionRecord& session);
    static void add_api_key(Transaction& transaction, const ApiKeyRecord& key);
    static bool revoke_api_key(Transaction& transaction, const IdBytes& id, Instant now);

private:
    const Reader& reader_;
};

}  // namespace prevenance::storage
