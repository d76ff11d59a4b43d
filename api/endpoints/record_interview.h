// The talk: preparing it, putting it on record, and what is open afterwards.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer prepare_interview(const Call& call);
Answer print_preparation(const Call& call);
Answer show_interview_form(const Call& call);
Answer record_interview(const Call& call);
Answer show_interview(const Call& call);

}  // namespace prevenance::api
