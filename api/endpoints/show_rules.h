// The administrator's pages about rules: which there are, and what other thresholds would have suggested over
// everybody's last twelve months. They read all employers' histories at once and show figures of none: with
// fewer than three employers, or where a number would tell on ten people or fewer, they say so instead.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_rules(const Call& call);
Answer try_thresholds(const Call& call);
Answer export_trial(const Call& call);

}  // namespace prevenance::api
