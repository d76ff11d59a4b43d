#include "integrations/passwords.h"

#include "integrations/digest.h"

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose pepper{"PVPEPPER", 1};
constexpr KeyPurpose key_encryption{"PVPASSWD", 1};
constexpr KeyPurpose login{"PVPASSWD", 2};

Digest login_hash(const SecretKey& peppered) {
    const auto key = derive_key(peppered.view(), login);
    return keyed_digest(key.view(), bytes_of("prevenance login 1"));
}

}  // namespace

Passwords::Passwords(const RootKey& root, SlowHash& slow_hash)
    : pepper_(root.derive(pepper)), slow_hash_(slow_hash) {}

Result<NewPassword> Passwords::set(const Sensitive<std::string>& password, Randomness& randomness) {
    const auto salt = new_salt(randomness);
    const auto root = peppered(password, salt, slow_hash_.cost());
    if (!root) return std::unexpected(root.error());
    return NewPassword{{slow_hash_.cost(), salt, login_hash(*root)},
                       derive_key(root->view(), key_encryption)};
}

Result<SecretKey> Passwords::verify(const std::optional<PasswordRecord>& record,
                                    const Sensitive<std::string>& password) {
    const auto compared = record.value_or(PasswordRecord{slow_hash_.cost(), {}, {}});
    const auto root = peppered(password, compared.salt, compared.cost);
    if (!root) return std::unexpected(root.error());
    const bool equal = equal_in_constant_time(login_hash(*root), compared.login_hash);
    if (!record || !equal) {
        return fail(ErrorCode::unauthenticated, "L’adresse ou le mot de passe ne correspond pas.");
    }
    return derive_key(root->view(), key_encryption);
}

Result<SecretKey> Passwords::peppered(const Sensitive<std::string>& password, const Salt& salt,
                                      const HashCost& cost) {
    const auto hash = slow_hash_.hash(bytes_of(password.reveal()), salt, cost);
    if (!hash) return std::unexpected(hash.error());
    return keyed_secret(pepper_.view(), hash->view());
}

}  // namespace prevenance::integrations
