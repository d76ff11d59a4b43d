// XChaCha20-Poly1305 (libsodium's ietf variant) over bytes: nonce (24) | ciphertext | tag (16). The nonce is
// random; the key and the associated data are the caller's. It says nothing about where the bytes belong:
// field_box.h, sealer.h and the others put that into the associated data.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/clock.h"
#include "integrations/secret.h"

#include <optional>

namespace prevenance::integrations {

inline constexpr std::size_t secret_box_overhead = 24 + 16;

Bytes box_up(std::span<const std::uint8_t, 32> key, ByteView plain, ByteView associated,
             Randomness& randomness);

// Nothing where one bit of the box, the key or the associated data differs.
std::optional<WipedBytes> unbox(std::span<const std::uint8_t, 32> key, ByteView box, ByteView associated);

}  // namespace prevenance::integrations
