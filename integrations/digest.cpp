#include "integrations/digest.h"

#include <sodium.h>

namespace prevenance::integrations {

Digest digest_of(ByteView bytes) {
    Digest digest{};
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), nullptr, 0);
    return digest;
}

Digest keyed_digest(std::span<const std::uint8_t, 32> key, ByteView bytes) {
    Digest digest{};
    crypto_generichash(digest.data(), digest.size(), bytes.data(), bytes.size(), key.data(), key.size());
    return digest;
}

SecretKey keyed_secret(std::span<const std::uint8_t, 32> key, ByteView bytes) {
    SecretKey secret;
    const auto target = secret.writable();
    crypto_generichash(target.data(), target.size(), bytes.data(), bytes.size(), key.data(), key.size());
    return secret;
}

Digest receipt_hash(const ConsentReceipt& receipt) {
    return digest_of(canonical_bytes(receipt));
}

SecretKey derive_key(std::span<const std::uint8_t, 32> key, const KeyPurpose& purpose) {
    SecretKey derived;
    crypto_kdf_derive_from_key(derived.writable().data(), derived.writable().size(), purpose.number,
                               purpose.context, key.data());
    return derived;
}

}  // namespace prevenance::integrations
