// X25519 key pairs and libsodium's sealed boxes: anybody can seal to the public key, only the private half
// opens. A sealed box has no sender and no associated data; whoever needs them puts them inside and signs.
#pragma once

#include "domain/canonical_bytes.h"
#include "integrations/secret.h"

#include <array>
#include <cstdint>
#include <optional>

namespace prevenance::integrations {

struct BoxPublicKey {
    std::array<std::uint8_t, 32> bytes{};
    bool operator==(const BoxPublicKey&) const = default;
};

class BoxKeyPair {
public:
    static BoxKeyPair from_seed(const SecretKey& seed);
    static BoxKeyPair from_private_key(std::span<const std::uint8_t, 32> private_key);

    const BoxPublicKey& public_key() const { return public_key_; }
    const GuardedKey& private_key() const { return private_key_; }

    // Nothing where the box was sealed to another key, or altered.
    std::optional<WipedBytes> open(ByteView sealed) const;

private:
    BoxKeyPair(BoxPublicKey public_key, GuardedKey private_key)
        : public_key_(public_key), private_key_(std::move(private_key)) {}

    BoxPublicKey public_key_;
    GuardedKey private_key_;
};

// Fails only for public keys that are no point of the curve's main group: nothing then.
std::optional<Bytes> seal_to(const BoxPublicKey& recipient, ByteView plain);

}  // namespace prevenance::integrations
