// What is kept for how long, and what the nights erase: for the administrator.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_retention(const Call& call);

}  // namespace prevenance::api
