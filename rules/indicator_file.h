// Reads config/indicators.yaml (domain/indicator.h). The surprise: every column of the grid is demanded of every
// indicator, because a figure without its limits is read as if it had none.
#pragma once

#include "domain/error.h"
#include "domain/indicator.h"

#include <string_view>

namespace prevenance::rules {

// Errors: every complaint about the file, with its place.
Result<IndicatorCatalogue> read_indicators(std::string_view file, std::string_view text);

}  // namespace prevenance::rules
