// Reads the orientation tree from YAML and refuses one that would leave somebody standing: a loop, a choice
// that leads nowhere, a step without an end, a node nobody reaches, a missing label, a device without a
// sheet, a sheet that the directory does not have. Everything at once, each complaint with its line and the
// name of its node. Not a walk through the tree, which is domain/orientation.h.
#pragma once

#include "domain/directory.h"
#include "domain/error.h"
#include "domain/orientation.h"

#include <string_view>

namespace prevenance::rules {

// `file` is only used in complaints. Error `invalid` with every complaint of the file.
Result<OrientationTree> read_orientation(std::string_view file, std::string_view text,
                                         const Directory& directory);

}  // namespace prevenance::rules
