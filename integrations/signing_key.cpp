#include "integrations/signing_key.h"

#include <sodium.h>

#include <algorithm>

namespace prevenance::integrations {

SigningKey::SigningKey(const SecretKey& seed) {
    crypto_sign_seed_keypair(public_key_.bytes.data(), secret_.writable().data(), seed.view().data());
}

Signature SigningKey::sign(ByteView message) const {
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.view().data());
    return signature;
}

bool signed_by(const SigningPublicKey& signer, ByteView message, const Signature& signature) {
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                       signer.bytes.data()) == 0;
}

bool InstanceSigners::include(const SigningPublicKey& key) const {
    return std::ranges::find(keys_, key) != keys_.end();
}

bool InstanceSigners::signed_this(ByteView message, const Signature& signature) const {
    return std::ranges::any_of(keys_, [&](const auto& key) { return signed_by(key, message, signature); });
}

}  // namespace prevenance::integrations
