// The teams of the employer for programs, by name: a person is added to one of them. A manager's key gets the
// own teams.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer list_teams(const Call& call);

}  // namespace prevenance::api
