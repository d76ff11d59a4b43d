// Where an action plan stands, and its steps: put before the person, answered, carried out, ended, followed
// up.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_plan(const Call& call);
Answer print_plan(const Call& call);
Answer propose_plan(const Call& call);
Answer answer_plan(const Call& call);  // the person's answer, as the référent notes it
Answer end_action(const Call& call);
Answer finish_plan(const Call& call);
Answer show_follow_up(const Call& call);
Answer record_follow_up(const Call& call);
Answer end_follow_up(const Call& call);

}  // namespace prevenance::api
