// The desk of rights: what people ask about their own data, with due dates, copied from paper where they have
// no code, extended once, answered with a reason. Only the référent reaches it.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer list_rights_requests(const Call& call);
Answer show_rights_request(const Call& call);
Answer answer_rights_request(const Call& call);
Answer extend_rights_request(const Call& call);
Answer show_paper_request_form(const Call& call);
Answer record_paper_request(const Call& call);
// The employer's copy of what is held, to hand to a person who asked on paper. It has nothing that a person
// answered to an invitation.
Answer print_employer_copy(const Call& call);

}  // namespace prevenance::api
