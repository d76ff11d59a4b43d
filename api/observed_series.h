// From the publications of a network to what is observed early: a published count quarter after quarter, and
// whether the last quarter departs from its usual level. It reads published cells alone. The surprise: a
// hidden quarter is a gap, and only what lies behind the last gap is compared with.
#pragma once

#include "domain/indicator.h"
#include "forms/figures_page.h"
#include "storage/statistics.h"

#include <string_view>
#include <vector>

namespace prevenance::api {

// Of the signals and their families, for the whole network or for each category of a split; with a family (an
// indicator: "signals_work"), of that one alone.
// The last quarter that ends on `last_day` or before is judged. Empty where none was published by then.
std::vector<forms::ObservedSeries> observed_series(const std::vector<storage::Publication>& publications,
                                                   CellDimension split, std::string_view family, Date last_day);

}  // namespace prevenance::api
