#include "api/second_factor.h"

#include "api/account_secrets.h"
#include "api/services.h"

namespace prevenance::api {

Result<integrations::SecretKey> check_password(const Call& call,
                                               const std::optional<storage::AccountRecord>& account) {
    const auto record = account ? decode_password(account->password) : std::nullopt;
    auto key = call.services.passwords.verify(account ? account->id : AccountId{}, record,
                                              Sensitive<std::string>{call.form.value("password")});
    if (!key) return std::unexpected(key.error());
    if (!account || account->disabled_at) return fail(ErrorCode::unauthenticated);
    return key;
}

Result<SecondFactor> check_code(const Call& call, const storage::AccountRecord& account) {
    const auto seed = open_totp_seed(call.services, account);
    if (!seed) return fail(ErrorCode::unauthenticated);
    const auto step = seed->matching_step(call.form.value("totp"), call.now,
                                          static_cast<std::uint64_t>(account.totp_last_step));
    if (!step) return fail(ErrorCode::unauthenticated);
    return SecondFactor{std::nullopt, step};
}

bool use_second_factor(storage::Transaction& transaction, AccountId account, const SecondFactor& shown,
                       Instant now) {
    if (shown.totp_step &&
        !storage::Accounts::use_totp_step(transaction, account, static_cast<std::int64_t>(*shown.totp_step)))
        return false;
    return !shown.passkey ||
           storage::Passkeys::use(transaction, shown.passkey->id, shown.passkey->sign_count, now);
}

}  // namespace prevenance::api
