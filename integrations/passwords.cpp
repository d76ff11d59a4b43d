#include "integrations/passwords.h"

#include "integrations/digest.h"

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose key_encryption{"PVPASSWD", 1};
constexpr KeyPurpose login{"PVPASSWD", 2};

Digest login_hash(const SecretKey& peppered) {
    const auto key = derive_key(peppered.view(), login);
    return keyed_digest(key.view(), bytes_of("prevenance login 1"));
}

}  // namespace

Passwords::Passwords(const RootKey& root, SlowHash& slow_hash)
    : peppers_(root.peppers(PepperUse::passwords)), slow_hash_(slow_hash) {}

Result<NewPassword> Passwords::set(const Sensitive<std::string>& password, Randomness& randomness) {
    const auto salt = new_salt(randomness);
    const auto root = peppered(password, salt, slow_hash_.cost(), peppers_.present());
    if (!root) return std::unexpected(root.error());
    return NewPassword{{slow_hash_.cost(), salt, login_hash(*root), peppers_.present_id()},
                       derive_key(root->view(), key_encryption)};
}

Result<SecretKey> Passwords::verify(const std::optional<PasswordRecord>& record,
                                    const Sensitive<std::string>& password) {
    const auto compared = record.value_or(PasswordRecord{slow_hash_.cost(), {}, {}});
    const auto* pepper = record ? peppers_.find(record->pepper) : nullptr;
    const auto root =
        peppered(password, compared.salt, compared.cost, pepper != nullptr ? *pepper : peppers_.present());
    if (!root) return std::unexpected(root.error());
    const bool equal = equal_in_constant_time(login_hash(*root), compared.login_hash);
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
