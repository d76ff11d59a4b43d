// Invented sectors to try attacks on: employers, networks that nest and overlap, people who are counted, members that
// come and go, facts that arrive late. The same number gives the same world everywhere.
#pragma once

#include "domain/network_cubes.h"

#include <array>
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
    unsigned work_percent = 55;  // of persons with a signal, who have one of signals_work
    double alert_share = 0.08;   // of employees, by year
    unsigned late_percent = 1;   // of employees, with a signal that is known after its quarter is published
    bool signals_once = false;   // nobody has signals in two quarters
    bool changes = true;         // members that come and go, one large employer
};

// Of alerts_followed, by year only: each person is in exactly one of the first and in one at most of the second.
inline constexpr std::array<const char*, 4> visit_classes{"visit_within_30", "visit_within_60", "visit_over_60",
                                                          "visit_waiting"};
inline constexpr std::array<const char*, 2> voice_classes{"voice_within_15", "voice_over_15"};

// employees, signals and its four families, talks, and what is counted by year: as in config/indicators.yaml.
const IndicatorCatalogue& drawn_indicators();
YearOfCounts drawn_world(const WorldPlan& plan);

}  // namespace prevenance
