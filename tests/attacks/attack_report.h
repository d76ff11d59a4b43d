// What one attack on one world came to.
#pragma once

#include "tests/attacks/figure_reconstruction.h"

#include <string>
#include <vector>

namespace prevenance {

struct AttackSuccess {
    std::string cells;  // "(network 1, year, signals) less (network 2, year, signals)"
    std::string found;  // "3 persons of 1 employers"
    Interval interval;
    bool is_exact() const { return interval.most - interval.least < 0.5; }
};

struct AttackReport {
    long tried = 0;
    std::vector<AttackSuccess> successes;
};

}  // namespace prevenance
