// Passkeys on the server's side (W3C WebAuthn, level 2), checked by libfido2: the signature of an
// authenticator over this site, this challenge and "the person was here and was verified". It keeps nothing
// and draws nothing. The surprise: no attestation is asked for, so a registration proves that somebody holds
// the key, not which maker built the device.
#pragma once

#include "domain/error.h"
#include "domain/passkey.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::integrations {

// Without padding, as browsers write it; nothing for any other spelling.
std::optional<Bytes> from_base64url(std::string_view text);
std::string to_base64url(ByteView bytes);

// The passkey that was made. Error: unauthenticated, where type, challenge, origin, site, presence or
// verification of the person are not what was asked, or the key is of another kind than ES256 and EdDSA.
Result<PasskeyCredential> read_registration(const PasskeySite& site, const PasskeyChallenge& challenge,
                                            const PasskeyRegistration& registration);

// The authenticator's new count of signatures, to be stored. Error: unauthenticated, also where the count
// does not rise: then somebody else has a copy of the key (WebAuthn §6.1.1).
Result<std::uint32_t> verify_assertion(const PasskeySite& site, const PasskeyChallenge& challenge,
                                       const PasskeyCredential& credential,
                                       const PasskeyAssertion& assertion);

}  // namespace prevenance::integrations
