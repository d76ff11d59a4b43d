// The secret in a session's cookie: 256 random bits. The server keeps its hash to find the session, and seals
// the member's keys under a key derived from it: without the cookie, a stolen database and the root key
// together do not open a mailbox.
#pragma once

#include "domain/sensitive.h"
#include "integrations/digest.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::integrations {

class SessionSecret {
public:
    static SessionSecret draw(Randomness& randomness);
    static std::optional<SessionSecret> parse(std::string_view cookie);  // exactly what cookie() wrote

    Sensitive<std::string> cookie() const;  // 43 characters of base64url
    Digest stored_hash() const;
    SecretKey wrapping_key() const;

    // In each form, against requests forged from elsewhere: 43 characters of base64url.
    std::string form_token() const;
    bool has_form_token(std::string_view token) const;

private:
    SecretKey bytes_;
};

}  // namespace prevenance::integrations
