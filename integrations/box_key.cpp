#include "integrations/box_key.h"

#include <sodium.h>

namespace prevenance::integrations {

BoxKeyPair BoxKeyPair::from_seed(const SecretKey& seed) {
    BoxPublicKey public_key;
    SecretKey private_key;
    crypto_box_seed_keypair(public_key.bytes.data(), private_key.writable().data(), seed.view().data());
    return {public_key, GuardedKey(private_key.view())};
}

BoxKeyPair BoxKeyPair::from_private_key(std::span<const std::uint8_t, 32> private_key) {
    BoxPublicKey public_key;
    crypto_scalarmult_base(public_key.bytes.data(), private_key.data());
    return {public_key, GuardedKey(private_key)};
}

std::optional<WipedBytes> BoxKeyPair::open(ByteView sealed) const {
    if (sealed.size() < crypto_box_SEALBYTES) return std::nullopt;
    WipedBytes plain(sealed.size() - crypto_box_SEALBYTES);
    const int refused = private_key_.with([&](auto key) {
        return crypto_box_seal_open(plain.data(), sealed.data(), sealed.size(), public_key_.bytes.data(),
                                    key.data());
    });
    if (refused != 0) return std::nullopt;
    return plain;
}

std::optional<Bytes> seal_to(const BoxPublicKey& recipient, ByteView plain) {
    Bytes sealed(plain.size() + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed.data(), plain.data(), plain.size(), recipient.bytes.data()) != 0) {
        return std::nullopt;
    }
    return sealed;
}

}  // namespace prevenance::integrations
