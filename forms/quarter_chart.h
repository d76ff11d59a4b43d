// A count by quarter, drawn by the server: a line with a point for each quarter, the usual range behind it
// where there is one, a hatched column where a quarter is not published. Like the bars, it is never the only
// carrier of its numbers: a table stands beside it.
#pragma once

#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct UsualRange {
    int expected = 0;  // persons, rounded
    int lower = 0;
    int upper = 0;
    bool departs = false;  // the count is above it
};

struct QuarterColumn {
    std::string label;         // short: "T1 26"
    std::optional<int> value;  // 0 or more; none: not published
    std::optional<UsualRange> usual;
};

struct QuarterChart {
    std::string id;
    std::string title;
    std::string description;
    std::vector<QuarterColumn> columns;  // oldest first, at most eight are readable
};

Html draw(const QuarterChart& chart);

}  // namespace prevenance::forms
