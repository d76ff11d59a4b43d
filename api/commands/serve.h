// `prevenance serve`: the server, until SIGTERM or SIGINT.
#pragma once

#include "api/instance.h"

namespace prevenance::api {

// Blocks. Throws std::runtime_error where the port cannot be opened.
void serve(Instance& instance);

}  // namespace prevenance::api
