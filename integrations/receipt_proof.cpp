#include "integrations/receipt_proof.h"

#include "integrations/digest.h"

#include <sodium.h>

#include <algorithm>

namespace prevenance::integrations {
namespace {

constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string encoded(ByteView bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back();  // the closing zero
    return text;
}

std::optional<Bytes> decoded(std::string_view text) {
    Bytes bytes(text.size());
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &end,
                          variant) != 0 ||
        end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

template <std::size_t Size>
std::optional<std::array<std::uint8_t, Size>> decoded_exactly(std::string_view text) {
    const auto bytes = decoded(text);
    if (!bytes || bytes->size() != Size) return std::nullopt;
    std::array<std::uint8_t, Size> array{};
    std::ranges::copy(*bytes, array.begin());
    return array;
}

}  // namespace

std::string written_key(const SigningPublicKey& key) {
    return encoded(key.bytes);
}

std::optional<SigningPublicKey> read_written_key(std::string_view text) {
    const auto bytes = decoded_exactly<32>(text);
    if (!bytes) return std::nullopt;
    return SigningPublicKey{*bytes};
}

ReceiptSignature sign_receipt(const SigningKey& key, std::string_view header, std::string_view receipt) {
    ReceiptSignature signature{encoded(bytes_of(header)), encoded(bytes_of(receipt)), {}};
    signature.signature = encoded(key.sign(bytes_of(signature.header + "." + signature.payload)));
    return signature;
}

std::optional<std::string> open_signature(const ReceiptSignature& signature, const InstanceSigners& signers) {
    const auto bytes = decoded_exactly<64>(signature.signature);
    const auto payload = decoded(signature.payload);
    if (!bytes || !payload) return std::nullopt;
    if (!signers.signed_this(bytes_of(signature.header + "." + signature.payload), *bytes)) return std::nullopt;
    return std::string{text_of(*payload)};
}

Digest person_commitment(const Digest& opening, const Sensitive<std::string>& person_name) {
    return keyed_digest(opening, CanonicalWriter("prevenance person 1", person_name.reveal().size() + 64)
                                     .text(person_name.reveal())
                                     .bytes());
}

}  // namespace prevenance::integrations
