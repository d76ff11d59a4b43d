#include "integrations/invitation_code.h"

#include "integrations/crockford_code.h"

namespace prevenance::integrations {

InvitationCode InvitationCode::draw(Randomness& randomness) {
    InvitationCode code;
    draw_symbols(randomness, code.symbols_.writable());
    return code;
}

Result<InvitationCode> InvitationCode::parse(const Sensitive<std::string>& typed) {
    InvitationCode code;
    const auto read =
        read_symbols(typed, code.symbols_.writable(), {"code", "\u00A0: cet essai n’est pas compté."});
    if (!read) return std::unexpected(read.error());
    return code;
}

Sensitive<std::string> InvitationCode::shown() const {
    return shown_symbols(symbols_.view());
}

}  // namespace prevenance::integrations
