// The orientation tree, one question or one leaf a page. The address carries the whole way there, so that the
// back button, a bookmark and a link in a letter all work, and nothing is kept here.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_orientation(const Call& call);       // the first question
Answer show_orientation_step(const Call& call);  // after one answer or more

}  // namespace prevenance::api
