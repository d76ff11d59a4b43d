#include "storage/accounts.h"

namespace prevenance::storage {
namespace {

AccountRecord account_in(const Row& row) {
    return {row.id<AccountId>(0),
            parse_role(row.text(1)).value(),
            row.optional_id<EmployerId>(2),
            row.optional_id<OhServiceId>(3),
            row.optional_id<NetworkId>(4),
            row.blob(5),
            row.blob(6),
            row.blob(7),
            row.optional_blob(8),
            row.integer(9),
            row.optional_blob(10),
            row.instant(11),
            row.optional_instant(12),
            row.optional_instant(13)};
}

SessionRecord session_in(const Row& row) {
    return {row.digest(0),        row.id<AccountId>(1), row.instant(2), row.instant(3),
            row.optional_blob(4), row.instant(5),       row.text(6)};
}

ApiKeyRecord api_key_in(const Row& row) {
    return {row.id<KeyId>(0).bytes, row.id<AccountId>(1), row.digest(2), row.text(3),
            row.instant(4),         row.date(5),          row.optional_instant(6)};
}

}  // namespace

std::optional<AccountRecord> Accounts::find(AccountId id) const {
    return reader_.one(
        "SELECT id, role, employer, oh_service, network, login_index, sealed_profile, password, sealed_totp, "
        "totp_last_step, member_keys, created_at, disabled_at, first_password_until FROM account WHERE id = ?",
        {id}, account_in);
}

std::optional<AccountRecord> Accounts::find_by_login(ByteView login_index) const {
    return reader_.one(
        "SELECT id, role, employer, oh_service, network, login_index, sealed_profile, password, sealed_totp, "
        "totp_last_step, member_keys, created_at, disabled_at, first_password_until FROM account WHERE login_index = ?",
        {login_index}, account_in);
}

std::vector<AccountRecord> Accounts::all() const {
    return reader_.all(
        "SELECT id, role, employer, oh_service, network, login_index, sealed_profile, password, sealed_totp, "
        "totp_last_step, member_keys, created_at, disabled_at, first_password_until FROM account ORDER BY created_at, id",
        {}, account_in);
}

std::vector<AccountRecord> Accounts::members_of(OhServiceId service) const {
    return reader_.all(
        "SELECT id, role, employer, oh_service, network, login_index, sealed_profile, password, sealed_totp, "
        "totp_last_step, member_keys, created_at, disabled_at, first_password_until FROM account "
        "WHERE oh_service = ? AND disabled_at IS NULL ORDER BY created_at, id",
        {service}, account_in);
}

std::vector<AccountRecord> Accounts::referents_of(EmployerId employer) const {
    return reader_.all(
        "SELECT id, role, employer, oh_service, network, login_index, sealed_profile, password, sealed_totp, "
        "totp_last_step, member_keys, created_at, disabled_at, first_password_until FROM account "
        "WHERE employer = ? AND role = 'referent' AND disabled_at IS NULL ORDER BY created_at, id",
        {employer}, account_in);
}

std::vector<TeamId> Accounts::teams_of(AccountId manager) const {
    return reader_.all("SELECT team FROM manager_team WHERE account = ? ORDER BY team", {manager},
                       [](const Row& row) { return row.id<TeamId>(0); });
}

std::optional<SessionRecord> Accounts::session(const Digest& token_hash) const {
    return reader_.one(
        "SELECT token_hash, account, signed_in_at, last_seen_at, sealed_member_key, proved_at, browser FROM session "
        "WHERE token_hash = ?",
        {token_hash}, session_in);
}

std::vector<SessionRecord> Accounts::sessions_of(AccountId account) const {
    return reader_.all(
        "SELECT token_hash, account, signed_in_at, last_seen_at, sealed_member_key, proved_at, browser FROM session "
        "WHERE account = ? ORDER BY last_seen_at DESC, token_hash",
        {account}, session_in);
}

std::vector<ApiKeyRecord> Accounts::api_keys_of(AccountId account) const {
    return reader_.all(
        "SELECT id, account, key_hash, label, created_at, expires_on, revoked_at FROM api_key "
        "WHERE account = ? ORDER BY created_at, id",
        {account}, api_key_in);
}

std::optional<ApiKeyRecord> Accounts::api_key(const Digest& key_hash) const {
    return reader_.one(
        "SELECT id, account, key_hash, label, created_at, expires_on, revoked_at FROM api_key WHERE key_hash = ?",
        {key_hash}, api_key_in);
}

void Accounts::add(Transaction& transaction, const AccountRecord& account) {
    transaction.execute(
        "INSERT INTO account(id, role, employer, oh_service, network, login_index, sealed_profile, password, "
        "sealed_totp, totp_last_step, member_keys, created_at, disabled_at, first_password_until) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {account.id, role_name(account.role), account.employer, account.oh_service, account.network,
         account.login_index, account.sealed_profile, account.password, account.sealed_totp,
         account.totp_last_step, account.member_keys, account.created_at, account.disabled_at,
         account.first_password_until});
}

void Accounts::set_teams(Transaction& transaction, AccountId manager, const std::vector<TeamId>& teams) {
    transaction.execute("DELETE FROM manager_team WHERE account = ?", {manager});
    for (const auto& team : teams)
        transaction.execute("INSERT INTO manager_team(account, team) VALUES (?, ?)", {manager, team});
}

void Accounts::set_password(Transaction& transaction, AccountId id, ByteView password,
                            const std::optional<Bytes>& member_keys) {
    transaction.execute("UPDATE account SET password = ?, member_keys = ?, first_password_until = NULL WHERE id = ?",
                        {password, member_keys, id});
    end_sessions_of(transaction, id);
}

void Accounts::renew_password(Transaction& transaction, AccountId id, ByteView before, ByteView password,
                              const std::optional<Bytes>& member_keys) {
    transaction.execute("UPDATE account SET password = ?, member_keys = ? WHERE id = ? AND password = ?",
                        {password, member_keys, id, before});
}

void Accounts::set_login_index(Transaction& transaction, AccountId id, ByteView login_index) {
    transaction.execute("UPDATE account SET login_index = ? WHERE id = ?", {login_index, id});
}

void Accounts::set_totp(Transaction& transaction, AccountId id, ByteView sealed_totp) {
    transaction.execute("UPDATE account SET sealed_totp = ?, totp_last_step = 0 WHERE id = ?", {sealed_totp, id});
    end_sessions_of(transaction, id);
}

bool Accounts::use_totp_step(Transaction& transaction, AccountId id, std::int64_t step) {
    return transaction.execute("UPDATE account SET totp_last_step = ? WHERE id = ? AND totp_last_step < ?",
                               {step, id, step}) == 1;
}

void Accounts::disable(Transaction& transaction, AccountId id, Instant now) {
    transaction.execute("UPDATE account SET disabled_at = ? WHERE id = ? AND disabled_at IS NULL", {now, id});
    end_sessions_of(transaction, id);
}

void Accounts::start_session(Transaction& transaction, const SessionRecord& session) {
    transaction.execute(
        "INSERT INTO session(token_hash, account, signed_in_at, last_seen_at, sealed_member_key, proved_at, browser) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        {session.token_hash, session.account, session.signed_in_at, session.last_seen_at,
         session.sealed_member_key, session.proved_at, session.browser});
}

void Accounts::touch_session(Transaction& transaction, const Digest& token_hash, Instant now) {
    transaction.execute("UPDATE session SET last_seen_at = ? WHERE token_hash = ?", {now, token_hash});
    transaction.mark_housekeeping();
}

void Accounts::end_session(Transaction& transaction, const Digest& token_hash) {
    transaction.execute("DELETE FROM session WHERE token_hash = ?", {token_hash});
}

void Accounts::end_sessions_of(Transaction& transaction, AccountId account) {
    transaction.execute("DELETE FROM session WHERE account = ?", {account});
}

void Accounts::end_other_sessions_of(Transaction& transaction, AccountId account, const Digest& kept) {
    transaction.execute("DELETE FROM session WHERE account = ? AND token_hash <> ?", {account, kept});
}

bool Accounts::renew_session(Transaction& transaction, const Digest& before, const SessionRecord& session) {
    return transaction.execute(
               "UPDATE session SET token_hash = ?, last_seen_at = ?, sealed_member_key = ?, proved_at = ? "
               "WHERE token_hash = ? AND account = ?",
               {session.token_hash, session.last_seen_at, session.sealed_member_key, session.proved_at, before,
                session.account}) == 1;
}

void Accounts::add_api_key(Transaction& transaction, const ApiKeyRecord& key) {
    transaction.execute(
        "INSERT INTO api_key(id, account, key_hash, label, created_at, expires_on, revoked_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        {ByteView{key.id}, key.account, key.key_hash, key.label, key.created_at, key.expires_on, key.revoked_at});
}

bool Accounts::revoke_api_key(Transaction& transaction, const IdBytes& id, Instant now) {
    return transaction.execute("UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                               {now, ByteView{id}}) == 1;
}

}  // namespace prevenance::storage
