// The paper code of an invitation: 12 characters of Crockford's base 32 (60 random bits) and one check
// character, written "7K3M-QX9P-2DFA-H". Whoever types may use lower case, spaces or other dashes, and
// O for 0, I or L for 1.
//
// The check character is a Reed-Solomon symbol over GF(32): it finds every single wrong character and every
// two characters exchanged, so that a slip of the finger costs none of the five attempts.
#pragma once

#include "domain/error.h"
#include "domain/sensitive.h"
#include "integrations/secret.h"

#include <string>

namespace prevenance::integrations {

class InvitationCode {
public:
    static InvitationCode draw(Randomness& randomness);

    // Error: invalid, for field "code", saying what to look at: code_length, code_character or code_check.
    static Result<InvitationCode> parse(const Sensitive<std::string>& typed);

    Sensitive<std::string> shown() const;

    // Twelve numbers from 0 to 31: what is hashed.
    std::span<const std::uint8_t, 12> symbols() const { return symbols_.view(); }

private:
    Secret<12> symbols_;
};

}  // namespace prevenance::integrations
