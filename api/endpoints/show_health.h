// For the programs that watch the service: is it alive, can it do its work. Answers without signing in and
// says nothing about what the service holds.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_alive(const Call& call);
Answer show_ready(const Call& call);  // 503 where something is missing

}  // namespace prevenance::api
