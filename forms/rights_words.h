// The rights of a person in French: names, what each does, what it does not, before it is sent and after.
#pragma once

#include "domain/rights.h"

#include <string>
#include <vector>

namespace prevenance::forms {

// "Correction d’un fait": for lists and the register.
std::string rights_kind_label(RightsKind kind);
// "Corriger un fait": as the person's own act, for buttons and titles.
std::string rights_act(RightsKind kind);
// What happens when it is sent, who sees it, what stays. The employer sees the request and nothing of what
// was answered to an invitation: every text says so.
std::vector<std::string> rights_explanation(RightsKind kind);
// "Accordée", "Accordée en partie", "Refusée"
std::string rights_outcome_label(RightsOutcome outcome);

}  // namespace prevenance::forms
