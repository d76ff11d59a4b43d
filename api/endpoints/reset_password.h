// A forgotten password. An administrator starts it and hands over a code on paper, good once and for one day;
// the person sets the new password with that code and the second factor, which is never left out. A member
// who has the printed recovery code keeps the own keys; without it there are new ones, which open nothing
// until a colleague lets the person in again.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer start_password_reset(const Call& call);
Answer show_new_password(const Call& call);
Answer set_new_password(const Call& call);

}  // namespace prevenance::api
