// The signal rules in words, with the numbers an employer may change inside their bounds. A change takes
// effect at once: everybody is screened again in the same transaction.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_rule_settings(const Call& call);
Answer show_rule_settings_form(const Call& call);
Answer change_rule_settings(const Call& call);

}  // namespace prevenance::api
