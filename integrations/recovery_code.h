// The code that a member keeps on paper against a forgotten password: 26 characters of Crockford's base 32
// (130 random bits) and one check character. It wraps the member's master key a second time. It has as many
// bits as a key, so no slow hash and no pepper stand before it.
#pragma once

#include "domain/error.h"
#include "domain/sensitive.h"
#include "integrations/secret.h"

#include <string>

namespace prevenance::integrations {

class RecoveryCode {
public:
    static RecoveryCode draw(Randomness& randomness);

    // Error: invalid, for field "recovery_code": code_length, code_character or code_check.
    static Result<RecoveryCode> parse(const Sensitive<std::string>& typed);

    Sensitive<std::string> shown() const;  // "7K3M-QX9P-…-2D-H"

    SecretKey wrapping_key() const;

private:
    Secret<26> symbols_;
};

}  // namespace prevenance::integrations
