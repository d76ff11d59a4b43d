#include "integrations/passwords.h"

#include "domain/canonical_bytes.h"
#include "integrations/digest.h"

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose key_encryption{"PVPASSWD", 1};
constexpr KeyPurpose login{"PVPASSWD", 2};

// No account: of before hashes named one.
Digest login_hash(const SecretKey& peppered, const std::optional<AccountId>& account) {
    const auto key = derive_key(peppered.view(), login);
    if (!account) return keyed_digest(key.view(), bytes_of("prevenance login 1"));
    return keyed_digest(key.view(), CanonicalWriter("prevenance login 2").id(*account).bytes());
}

}  // namespace

Passwords::Passwords(const RootKey& root, SlowHash& slow_hash)
    : peppers_(root.peppers(PepperUse::passwords)), slow_hash_(slow_hash) {}

Result<NewPassword> Passwords::set(AccountId account, const Sensitive<std::string>& password,
                                   Randomness& randomness) {
    const auto salt = new_salt(randomness);
    const auto root = peppered(password, salt, slow_hash_.cost(), peppers_.present());
    if (!root) return std::unexpected(root.error());
    return NewPassword{{slow_hash_.cost(), salt, login_hash(*root, account), peppers_.present_id()},
                       derive_key(root->view(), key_encryption)};
}

Result<SecretKey> Passwords::verify(AccountId account, const std::optional<PasswordRecord>& record,
                                    const Sensitive<std::string>& password) {
    const auto compared = record.value_or(PasswordRecord{slow_hash_.cost(), {}, {}});
    const auto* pepper = record ? peppers_.find(record->pepper) : nullptr;
    const auto root =
        peppered(password, compared.salt, compared.cost, pepper != nullptr ? *pepper : peppers_.present());
    if (!root) return std::unexpected(root.error());
    const auto named = compared.names_account ? std::optional{account} : std::nullopt;
    const bool equal = equal_in_constant_time(login_hash(*root, named), compared.login_hash);
    if (!record || pepper == nullptr || !equal) {
        return fail(ErrorCode::unauthenticated, "L’adresse ou le mot de passe ne correspond pas.");
    }
    return derive_key(root->view(), key_encryption);
}

Result<SecretKey> Passwords::peppered(const Sensitive<std::string>& password, const Salt& salt,
                                      const HashCost& cost, const SecretKey& pepper) {
    const auto hash = slow_hash_.hash(bytes_of(password.reveal()), salt, cost);
    if (!hash) return std::unexpected(hash.error());
    return keyed_secret(pepper.view(), hash->view());
}

}  // namespace prevenance::integrations
