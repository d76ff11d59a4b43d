// `prevenance serve`: the server, until SIGTERM or SIGINT.
#pragma once

#include "api/instance.h"

#include <functional>

namespace prevenance::api {

// Before the first thread starts, so that each leaves SIGTERM and SIGINT to serve().
void leave_stop_signals_to_serve();

// Blocks. `ready` is called once with the port, when it is open. Throws std::runtime_error where it cannot
// be.
void serve(Instance& instance, const std::function<void(std::uint16_t)>& ready);

}  // namespace prevenance::api
