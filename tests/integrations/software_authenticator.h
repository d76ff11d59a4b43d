// An authenticator in memory, written after the W3C's text with OpenSSL and nothing of the program: it makes
// one passkey, signs what it is told to sign, and can be told to lie.
#pragma once

#include "domain/passkey.h"

#include <cstdint>
#include <memory>
#include <openssl/evp.h>
#include <optional>
#include <string>

namespace prevenance::tests {

// What is said in an answer; every field that is set replaces what an honest browser and authenticator would
// say.
struct Lie {
    std::optional<std::string> type = {};
    std::optional<std::string> origin = {};
    std::optional<std::string> host = {};
    std::optional<bool> cross_origin = {};
    std::uint8_t flags = 0x05;  // present and verified
    std::optional<std::uint32_t> count = {};
};

class SoftwareAuthenticator {
public:
    enum class Kind { es256, ed25519 };
    explicit SoftwareAuthenticator(Kind kind = Kind::es256);

    PasskeyRegistration make(const PasskeySite& site, const std::string& challenge, const Lie& lie = {});
    PasskeyAssertion answer(const PasskeySite& site, const std::string& challenge, const Lie& lie = {});

    const Bytes& credential() const { return credential_; }

private:
    struct Free {
        void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    };
    Bytes cose_key() const;
    Bytes sign(const Bytes& message) const;

    Kind kind_;
    std::unique_ptr<EVP_PKEY, Free> key_;
    Bytes credential_;
    std::uint32_t count_ = 0;
};

std::string base64url(const Bytes& bytes);
Bytes bytes_of_base64url(const std::string& text);

}  // namespace prevenance::tests
