// What a browser and an authenticator say at a sign-in with a passkey (W3C WebAuthn, level 2), as values.
// What is true of it is for integrations/passkeys.h to find out.
#pragma once

#include "domain/canonical_bytes.h"
#include "domain/id.h"

#include <array>
#include <cstdint>
#include <string>

namespace prevenance {

using PasskeyChallenge = std::array<std::uint8_t, 32>;

// For which site a passkey is made and asked: the host of its address, and the whole of it.
struct PasskeySite {
    std::string host;    // the relying party's identifier: "prevenance.example"
    std::string origin;  // "https://prevenance.example"
};

// WebAuthn §5.8.1. `text` is what the authenticator's signature covers; the rest is read from it.
struct PasskeyClientData {
    std::string text;       // JSON, as the browser wrote it
    std::string type;       // "webauthn.create" or "webauthn.get"
    std::string challenge;  // base64url
    std::string origin;
    bool cross_origin = false;  // asked from inside a page of another site
};

struct PasskeyRegistration {
    PasskeyClientData client_data;
    std::string authenticator_data;  // base64url
};

struct PasskeyAssertion {
    PasskeyClientData client_data;
    std::string credential;  // base64url, as the other two
    std::string authenticator_data;
    std::string signature;
};

// What is kept of a passkey: it opens nothing by itself.
struct PasskeyCredential {
    Bytes id;                    // as the authenticator names it
    std::int64_t algorithm = 0;  // COSE: -7 is ES256, -8 is EdDSA
    Bytes public_key;
    std::uint32_t sign_count = 0;  // stays 0 where the authenticator does not count
};

}  // namespace prevenance
