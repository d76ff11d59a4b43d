// Invented sectors to try attacks on: employers, networks that nest and overlap, people who are counted, members that
// come and go, facts that arrive late. The same number gives the same world everywhere.
#pragma once

#include "domain/network_cubes.h"

#include <cstdint>

namespace prevenance {

// Numbers in a fixed order on every machine (the distributions of the standard library are not).
class WorldDice {
public:
    explicit WorldDice(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ULL + 1) {}
    std::uint64_t next();
    std::uint64_t below(std::uint64_t limit) { return next() % limit; }
    double share();  // from 0 up to 1
    bool percent(unsigned chance) { return below(100) < chance; }

private:
    std::uint64_t state_;
};

struct WorldPlan {
    std::uint64_t seed = 1;
    std::size_t employers = 12;
    std::size_t networks = 2;
    std::size_t departments = 2;
    std::size_t job_families = 2;
    double median_employees = 25;
    double signal_share = 0.12;  // of employees, by quarter
    bool changes = true;         // members that come and go, facts that arrive late, one large employer
};

// employees, signals and its four families, talks: as in config/indicators.yaml.
IndicatorCatalogue drawn_indicators();
YearOfCounts drawn_world(const WorldPlan& plan);

}  // namespace prevenance
