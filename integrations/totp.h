// The second factor: six digits from an application on the member's telephone (RFC 6238, SHA-1, steps of
// 30 s). The surprise: a step is used once, so the caller stores the step that matched and gives it back.
#pragma once

#include "domain/calendar.h"
#include "domain/clock.h"
#include "domain/sensitive.h"
#include "integrations/secret.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance::integrations {

// 160 bits, as RFC 4226 §4 recommends. At rest: base32 text sealed by field_box.h.
class TotpSeed {
public:
    static TotpSeed draw(Randomness& randomness);
    static std::optional<TotpSeed> parse(const Sensitive<std::string>& base32);

    Sensitive<std::string> base32() const;

    // The step that matches: the one of `now`, the one before or the one after (a clock may be wrong by
    // 30 s). Nothing for a wrong number, and for a step not after `last_used`.
    std::optional<std::uint64_t> matching_step(std::string_view digits, Instant now,
                                               std::optional<std::uint64_t> last_used) const;

    // What the telephone shows at that moment; for test accounts, whose seed is on the table.
    std::string digits(Instant now) const;

    // For the QR code of the enrolment page: "otpauth://totp/…".
    Sensitive<std::string> enrolment_uri(std::string_view issuer,
                                         const Sensitive<std::string>& account) const;

private:
    Secret<20> bytes_;
};

}  // namespace prevenance::integrations
