// What a référent notes for the legal calendar: a visit or a talk that was held, a return that calls for a
// visit (the same first day again changes the last day), and taking back what was noted wrongly.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_milestone_form(const Call& call);
Answer record_milestone(const Call& call);
Answer show_return_form(const Call& call);
Answer declare_return(const Call& call);
Answer delete_milestone(const Call& call);

}  // namespace prevenance::api
