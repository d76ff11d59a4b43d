// Noting a work fact about a person or a team: the 60-second screen and POST /api/v1/signals, one story with
// two faces. What is recorded is screened in the same transaction.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_signal_form(const Call& call);
Answer search_person_to_note(const Call& call);
Answer show_team_signal_form(const Call& call);
Answer record_signal(const Call& call);

}  // namespace prevenance::api
