// The accompaniment of a person by a service, from the visit to the last follow-up (P3 to P5): reading where
// it stands, and noting what came next. Days and closed answers only.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_case(const Call& call);
Answer note_visit_result(const Call& call);
Answer note_document(const Call& call);
Answer note_contact(const Call& call);
Answer answer_proposal(const Call& call);
Answer leave_case(const Call& call);
Answer ask_follow_up(const Call& call);
Answer answer_follow_up(const Call& call);

}  // namespace prevenance::api
