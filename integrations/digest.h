// Hashes and derived keys: BLAKE2b-256 (crypto_generichash) and crypto_kdf. Not for passwords or codes, which
// a person can guess: those go through integrations/slow_hash.h first.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/consent.h"
#include "integrations/secret.h"

#include <cstdint>

namespace prevenance::integrations {

Digest digest_of(ByteView bytes);
Digest keyed_digest(std::span<const std::uint8_t, 32> key, ByteView bytes);

// The same as keyed_digest, where the result is a key itself: it is wiped when it goes.
SecretKey keyed_secret(std::span<const std::uint8_t, 32> key, ByteView bytes);

// What a sealed alert says of its receipt: a commitment. It hides the receipt, whose id is 128 random bits.
Digest receipt_hash(const ConsentReceipt& receipt);

// What a derived key is for: libsodium's eight-letter context and number. Every purpose of the project is a
// row of docs/keys.md.
struct KeyPurpose {
    char context[9];
    std::uint64_t number;
};

SecretKey derive_key(std::span<const std::uint8_t, 32> key, const KeyPurpose& purpose);

}  // namespace prevenance::integrations
