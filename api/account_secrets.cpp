#include "api/account_secrets.h"

#include "api/person_keys.h"
#include "integrations/member_keys.h"

namespace prevenance::api {
namespace {

constexpr std::string_view password_form = "prevenance password 2";
constexpr std::string_view earlier_password_form = "prevenance password 1";  // before peppers had names

SealedPlace totp_place(AccountId account) {
    return {"", "account", account.text(), "sealed_totp"};
}

}  // namespace

bool holds_member_keys(Role role) {
    return role == Role::physician || role == Role::cell_member;
}

Bytes encode_password(const integrations::PasswordRecord& record) {
    return CanonicalWriter{password_form}
        .number(record.cost.operations)
        .number(record.cost.memory_bytes)
        .field(record.salt)
        .field(record.login_hash)
        .id(record.pepper)
        .take();
}

namespace {

// The first form named neither its pepper nor its account.
std::optional<integrations::PasswordRecord> read_password(ByteView bytes, bool names_pepper) {
    CanonicalReader reader{bytes, names_pepper ? password_form : earlier_password_form};
    integrations::PasswordRecord record;
    record.cost.operations = reader.number();
    record.cost.memory_bytes = reader.number();
    record.salt = reader.array<std::tuple_size_v<integrations::Salt>>();
    record.login_hash = reader.array<std::tuple_size_v<Digest>>();
    if (names_pepper) record.pepper = reader.id<KeyId>();
    record.names_account = names_pepper;
    if (!reader.complete()) return std::nullopt;
    return record;
}

}  // namespace

std::optional<integrations::PasswordRecord> decode_password(ByteView bytes) {
    auto record = read_password(bytes, true);
    return record ? record : read_password(bytes, false);
}

std::optional<RenewedPassword> renewed_password(Services& services, const storage::AccountRecord& account,
                                                const Sensitive<std::string>& password,
                                                const integrations::SecretKey& old_key) {
    const auto record = decode_password(account.password);
    if (!record || !services.passwords.outdated(*record)) return std::nullopt;
    const auto made = services.passwords.set(account.id, password, services.randomness);
    if (!made) return std::nullopt;
    RenewedPassword renewed{account.password, encode_password(made->record), std::nullopt};
    if (!account.member_keys) return renewed;
    const auto keys = integrations::MemberKeys::open_with_password(*account.member_keys, old_key, account.id);
    if (!keys) return std::nullopt;
    renewed.member_keys =
        keys->wrap_under_password(made->key_encryption_key, account.id, services.randomness);
    return renewed;
}

Bytes seal_totp_seed(Services& services, const integrations::FieldKey& key, AccountId account,
                     const integrations::TotpSeed& seed) {
    return seal_words(services, key, totp_place(account), seed.base32());
}

std::optional<integrations::TotpSeed> open_totp_seed(const Services& services,
                                                     const storage::AccountRecord& account) {
    if (!account.sealed_totp) return std::nullopt;
    const auto key = find_person_key(services, account.id.bytes);
    if (!key) return std::nullopt;
    const auto words = open_words(services, *key, totp_place(account.id), *account.sealed_totp);
    if (!words) return std::nullopt;
    return integrations::TotpSeed::parse(*words);
}

Result<storage::AccountRecord> prepare_account(Services& services, NewAccount account, Instant now) {
    storage::AccountRecord record;
    record.id = services.randomness.new_id<AccountId>();
    auto password = services.passwords.set(record.id, account.password, services.randomness);
    if (!password) return std::unexpected(password.error());
    record.role = account.role;
    record.employer = account.employer;
    record.oh_service = account.oh_service;
    record.network = account.network;
    record.login_index = login_index(services, account.profile.login.reveal());
    record.password = encode_password(password->record);
    record.created_at = now;
    const auto key = make_person_key(services, record.id.bytes);
    record.sealed_profile = seal_profile(services, key, record.id, account.profile);
    if (account.totp) record.sealed_totp = seal_totp_seed(services, key, record.id, *account.totp);
    if (holds_member_keys(account.role))
        record.member_keys =
            integrations::MemberKeys::draw(services.randomness)
                .wrap_under_password(password->key_encryption_key, record.id, services.randomness);
    return record;
}

}  // namespace prevenance::api
