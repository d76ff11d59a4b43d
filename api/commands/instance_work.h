// What a verb does with an open installation, said before there is one: the command line parses first, then
// opens, then works.
#pragma once

#include "api/instance.h"

#include <functional>
#include <iosfwd>

namespace prevenance::api {

// Gives the exit code; prints on the stream.
using InstanceWork = std::function<int(Instance&, std::ostream&)>;

// Called by a verb's parser when the verb was typed.
using TakeWork = std::function<void(InstanceWork)>;

}  // namespace prevenance::api
