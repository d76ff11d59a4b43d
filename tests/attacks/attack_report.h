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
};

struct AttackReport {
    long tried = 0;
    long exact = 0;   // an unsafe number was found exactly
    long narrow = 0;  // or between two ends nearer than max(5 persons, 20 %)
    std::vector<AttackSuccess> successes;  // the first of them

    bool wants_words() const { return successes.size() < 20; }
    void succeed(AttackSuccess success) {
        ++(success.interval.most - success.interval.least < 0.5 ? exact : narrow);
        if (wants_words()) successes.push_back(std::move(success));
    }
};

}  // namespace prevenance
