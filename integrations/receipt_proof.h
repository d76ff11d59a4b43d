// What makes a consent receipt provable: the instance's signature on its JSON, in the form other programs
// verify too (JWS, RFC 7515, Ed25519 after RFC 8037), and the commitment to the person that stands in it in
// place of a name. The key is RootKey::receipt_signing_key.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/sensitive.h"
#include "integrations/signing_key.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::integrations {

// Three parts, each in base64url without padding.
struct ReceiptSignature {
    std::string header;
    std::string payload;
    std::string signature;
    bool operator==(const ReceiptSignature&) const = default;
};

// 43 characters of base64url, as "x" of a JWK has it.
std::string written_key(const SigningPublicKey& key);
std::optional<SigningPublicKey> read_written_key(std::string_view text);

// Both texts are JSON; the header names the algorithm.
ReceiptSignature sign_receipt(const SigningKey& key, std::string_view header, std::string_view receipt);

// The receipt that was signed, byte for byte; nothing where the signature is of none of `signers`.
std::optional<std::string> open_signature(const ReceiptSignature& signature, const InstanceSigners& signers);

// BLAKE2b keyed with 32 bytes that only the person's own copy holds: whoever has the receipt alone cannot try
// names against it.
Digest person_commitment(const Digest& opening, const Sensitive<std::string>& person_name);

}  // namespace prevenance::integrations
