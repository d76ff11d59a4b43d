// Ed25519. What is signed is always a canonical form (domain/canonical_bytes.h), whose first field says
// what it is: a signature on a roster can never pass for one on an alert.
#pragma once

#include "domain/canonical_bytes.h"
#include "integrations/secret.h"

#include <array>
#include <cstdint>
#include <vector>

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

// The keys that one instance has signed with over the years: what an earlier root key signed stays signed.
class InstanceSigners {
public:
    InstanceSigners(const SigningPublicKey& present) : keys_{present} {}  // NOLINT: implicit on purpose
    explicit InstanceSigners(std::vector<SigningPublicKey> present_first) : keys_(std::move(present_first)) {}

    const SigningPublicKey& present() const { return keys_.front(); }
    bool include(const SigningPublicKey& key) const;
    bool signed_this(ByteView message, const Signature& signature) const;

private:
    std::vector<SigningPublicKey> keys_;
};

}  // namespace prevenance::integrations
