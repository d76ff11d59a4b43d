// The directory: its list, one sheet, the guide to print. For everybody, signed in or not; who belongs to a
// service with sheets of its own sees those in the place of the ones that ship with the program.
#pragma once

#include "api/call.h"

namespace prevenance::api {

Answer show_directory(const Call& call);
Answer show_directory_guide(const Call& call);
Answer show_sheet(const Call& call);

}  // namespace prevenance::api
