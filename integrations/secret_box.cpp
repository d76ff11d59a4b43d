#include "integrations/secret_box.h"

#include <sodium.h>

namespace prevenance::integrations {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(nonce_size + tag_size == secret_box_overhead);

}  // namespace

Bytes box_up(std::span<const std::uint8_t, 32> key, ByteView plain, ByteView associated,
             Randomness& randomness) {
    Bytes box(nonce_size + plain.size() + tag_size);
    randomness.fill(std::span(box).first(nonce_size));
    crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + nonce_size, nullptr, plain.data(), plain.size(),
                                               associated.data(), associated.size(), nullptr, box.data(),
                                               key.data());
    return box;
}

std::optional<WipedBytes> unbox(std::span<const std::uint8_t, 32> key, ByteView box, ByteView associated) {
    if (box.size() < secret_box_overhead) return std::nullopt;
    WipedBytes plain(box.size() - secret_box_overhead);
    const auto sealed = box.subspan(nonce_size);
    const int refused = crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain.data(), nullptr, nullptr, sealed.data(), sealed.size(), associated.data(), associated.size(),
        box.data(), key.data());
    if (refused != 0) return std::nullopt;
    return plain;
}

}  // namespace prevenance::integrations
