// How often one network address may try something that nobody signed in for.
#pragma once

#include "api/call.h"

#include <string_view>

namespace prevenance::api {

// Counts one use of `what` ("invitation code") by the caller's address: ten in an hour. False when they are
// used up.
bool count_use_of(const Call& call, std::string_view what);
// Gives it back, where only failures shall count.
void return_use_of(const Call& call, std::string_view what);

}  // namespace prevenance::api
