#include "tests/integrations/software_authenticator.h"

#include <array>
#include <openssl/core_names.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdexcept>

namespace prevenance::tests {
namespace {

void append(Bytes& bytes, const Bytes& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}

Bytes sha256(std::string_view text) {
    Bytes hash(SHA256_DIGEST_LENGTH);
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
    return hash;
}

Bytes random_bytes(std::size_t size) {
    Bytes bytes(size);
    if (RAND_bytes(bytes.data(), static_cast<int>(size)) != 1) throw std::runtime_error("no randomness");
    return bytes;
}

// WebAuthn §6.1 without what follows the counter.
Bytes authenticator_data(const std::string& host, std::uint8_t flags, std::uint32_t count) {
    auto data = sha256(host);
    data.push_back(flags);
    for (int shift = 24; shift >= 0; shift -= 8) data.push_back(static_cast<std::uint8_t>(count >> shift));
    return data;
}

PasskeyClientData said(const PasskeySite& site, const std::string& challenge, const std::string& type,
                       const Lie& lie) {
    PasskeyClientData data;
    data.type = lie.type.value_or(type);
    data.challenge = challenge;
    data.origin = lie.origin.value_or(site.origin);
    data.cross_origin = lie.cross_origin.value_or(false);
    data.text = "{\"type\":\"" + data.type + "\",\"challenge\":\"" + data.challenge + "\",\"origin\":\"" +
                data.origin + "\",\"crossOrigin\":" + (data.cross_origin ? "true" : "false") + "}";
    return data;
}

}  // namespace

SoftwareAuthenticator::SoftwareAuthenticator(Kind kind)
    : kind_(kind),
      key_(kind == Kind::es256 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")
                               : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")),
      credential_(random_bytes(32)) {
    if (!key_) throw std::runtime_error("no key");
}

PasskeyRegistration SoftwareAuthenticator::make(const PasskeySite& site, const std::string& challenge,
                                                const Lie& lie) {
    auto data =
        authenticator_data(lie.host.value_or(site.host), lie.flags | 0x40, lie.count.value_or(count_));
    append(data, Bytes(16));  // of no maker
    data.push_back(0);
    data.push_back(static_cast<std::uint8_t>(credential_.size()));
    append(data, credential_);
    append(data, cose_key());
    return {said(site, challenge, "webauthn.create", lie), base64url(data)};
}

PasskeyAssertion SoftwareAuthenticator::answer(const PasskeySite& site, const std::string& challenge,
                                               const Lie& lie) {
    const auto data =
        authenticator_data(lie.host.value_or(site.host), lie.flags, lie.count.value_or(++count_));
    const auto client_data = said(site, challenge, "webauthn.get", lie);
    auto message = data;
    append(message, sha256(client_data.text));
    return {client_data, base64url(credential_), base64url(data), base64url(sign(message))};
}

// RFC 9053: kty, alg, crv, and the point.
Bytes SoftwareAuthenticator::cose_key() const {
    std::array<unsigned char, 65> point{};
    std::size_t size = point.size();
    if (kind_ == Kind::ed25519) {
        EVP_PKEY_get_raw_public_key(key_.get(), point.data(), &size);
        Bytes encoded{0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20};
        append(encoded, Bytes(point.begin(), point.begin() + 32));
        return encoded;
    }
    EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), size, &size);
    Bytes encoded{0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20};
    append(encoded, Bytes(point.begin() + 1, point.begin() + 33));
    append(encoded, {0x22, 0x58, 0x20});
    append(encoded, Bytes(point.begin() + 33, point.end()));
    return encoded;
}

Bytes SoftwareAuthenticator::sign(const Bytes& message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    const auto* hash = kind_ == Kind::es256 ? EVP_sha256() : nullptr;
    Bytes signature(128);
    std::size_t size = signature.size();
    if (EVP_DigestSignInit(context.get(), nullptr, hash, nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) != 1)
        throw std::runtime_error("no signature");
    signature.resize(size);
    return signature;
}

std::string base64url(const Bytes& bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(),
                                     static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    for (auto& letter : text) letter = letter == '+' ? '-' : letter == '/' ? '_' : letter;
    while (text.ends_with('=')) text.pop_back();
    return text;
}

Bytes bytes_of_base64url(const std::string& given) {
    auto text = given;
    for (auto& letter : text) letter = letter == '-' ? '+' : letter == '_' ? '/' : letter;
    const auto padding = (4 - text.size() % 4) % 4;
    text.append(padding, '=');
    Bytes bytes(text.size() / 4 * 3);
    EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                    static_cast<int>(text.size()));
    bytes.resize(bytes.size() - padding);
    return bytes;
}

}  // namespace prevenance::tests
