// A drawn sector with everything that is published of it in a year: what attackers get to see, and the persons behind
// it, known to the test only.
#pragma once

#include "tests/attacks/drawn_world.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace prevenance {

struct AttackedCell {
    CubePlace place;
    bool shown = false;
    int displayed = 0;
    std::optional<HiddenBecause> hidden_because;
};

struct AttackedWorld {
    YearOfCounts counts;
    std::vector<AttackedCell> cells;
};

// Four quarters and then the year, each beside what is out already.
AttackedWorld publish_year(const WorldPlan& plan, std::span<const AuditStep> steps = all_audit_steps,
                           const IndicatorCatalogue& indicators = drawn_indicators());

const CubeNetwork& network_of(const YearOfCounts& counts, const CubePlace& place);

// "(network 2, quarter 1, signals, department 10)"; networks counted from 1.
std::string words_of(const YearOfCounts& counts, const CubePlace& place);

}  // namespace prevenance
