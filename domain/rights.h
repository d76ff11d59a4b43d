// The rights of a person over the own data (RGPD, articles 15 to 21) as requests with a due date. The state
// of a request is computed from what happened when; there is no status to contradict it.
#pragma once

#include "domain/calendar.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace prevenance {

enum class RightsKind {
    access,       // article 15
    correction,   // article 16
    remark,       // article 16: a statement that stands beside the fact
    objection,    // article 21: no rule about signals looks at the person any more
    limitation,   // article 18: the data are kept and not used
    resumption,   // the person takes an objection or a limitation back
    erasure,      // article 17
    portability,  // article 20
};

inline constexpr std::array all_rights_kinds{
    RightsKind::access,     RightsKind::correction, RightsKind::remark,  RightsKind::objection,
    RightsKind::limitation, RightsKind::resumption, RightsKind::erasure, RightsKind::portability};

// "access", "correction"…: in the database and in JSON.
std::string_view code_of(RightsKind kind);
std::optional<RightsKind> rights_kind(std::string_view code);

// What nobody has to decide: it holds from the moment the person sends it.
bool takes_effect_at_once(RightsKind kind);

// One month after the day it was received (article 12(3)); three in all where it was extended. Counted in
// calendar months: received on 31 January, due on the last day of February.
Date due_on(Date received_on, bool extended);

enum class RightsOutcome { granted, partly, refused };
std::string_view code_of(RightsOutcome outcome);
std::optional<RightsOutcome> rights_outcome(std::string_view code);

// "D-2026-0042". The position counts an employer's requests of that year and says nothing about anybody.
std::string rights_request_number(int year, int position);

}  // namespace prevenance
