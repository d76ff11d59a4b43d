// Ed25519. What is signed is always a canonical form (domain/canonical_bytes.h), whose first field says
// what it is: a signature on a roster can never pass for one on an alert.
#pragma once

#include "domain/canonical_bytes.h"
#include "integrations/secret.h"

#include <array>
#include <cstdint>

namespace prevenance::integrations {

struct SigningPublicKey {
    std::array<std::uint8_t, 32> bytes{};
    bool operator==(const SigningPublicKey&) const = default;
};

using Signature = std::array<std::uint8_t, 64>;

class SigningKey {
public:
    explicit SigningKey(const SecretKey& seed);

    const SigningPublicKey& public_key() const { return public_key_; }
    Signature sign(ByteView message) const;

private:
    Secret<64> secret_;
    SigningPublicKey public_key_;
};

bool signed_by(const SigningPublicKey& signer, ByteView message, const Signature& signature);

}  // namespace prevenance::integrations
