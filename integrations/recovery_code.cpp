#include "integrations/recovery_code.h"

#include "integrations/crockford_code.h"
#include "integrations/digest.h"

namespace prevenance::integrations {
namespace {

constexpr KeyPurpose wrapping{"PVRECOVR", 1};

}  // namespace

RecoveryCode RecoveryCode::draw(Randomness& randomness) {
    RecoveryCode code;
    draw_symbols(randomness, code.symbols_.writable());
    return code;
}

Result<RecoveryCode> RecoveryCode::parse(const Sensitive<std::string>& typed) {
    RecoveryCode code;
    const auto read = read_symbols(typed, code.symbols_.writable(), {"recovery_code", "."});
    if (!read) return std::unexpected(read.error());
    return code;
}

Sensitive<std::string> RecoveryCode::shown() const {
    return shown_symbols(symbols_.view());
}

SecretKey RecoveryCode::wrapping_key() const {
    const auto bits = keyed_secret(SecretKey{}.view(), symbols_.view());
    return derive_key(bits.view(), wrapping);
}

}  // namespace prevenance::integrations
