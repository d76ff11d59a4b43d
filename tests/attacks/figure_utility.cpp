// What is left for a network after everything that is hidden, as a command: `figure_utility`, or one row of its table
// with `figure_utility --employers 40`. Hiding everything is no solution, so that it fails where a network of forty
// employers sees fewer than nine in ten of its four families of signals by quarter.
#include "tests/attacks/attacked_world.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace prevenance {
namespace {

constexpr std::array<std::size_t, 5> sizes_of_networks{5, 10, 20, 40, 80};
constexpr std::size_t large_network = 40;  // from here on families are published by quarter
constexpr std::uint64_t worlds_of_a_small_network = 20;
constexpr std::uint64_t worlds_of_a_large_network = 12;
constexpr double least_percent_of_families = 90;

struct Share {
    long shown = 0;
    long all = 0;
    void add(bool is_shown) {
        ++all;
        shown += is_shown ? 1 : 0;
    }
    double percent() const { return all == 0 ? 0 : 100.0 * static_cast<double>(shown) / static_cast<double>(all); }
};

// Of the cells of the whole network, those that show a figure.
struct Usefulness {
    Share families_by_quarter;
    Share families_by_year;
    Share signals_by_quarter;
    Share signals_by_year;
    Share all_cells;  // by département, job and size too
};

WorldPlan plan_of(std::uint64_t seed, std::size_t employers) {
    WorldPlan plan;
    plan.seed = seed;
    plan.employers = employers;
    plan.networks = 1;
    plan.departments = 4;
    plan.job_families = 6;
    plan.changes = false;
    return plan;
}

void add(const AttackedCell& cell, Usefulness& usefulness) {
    const auto& [network, period, indicator, dimension, category] = cell.place;
    if (indicator == "employers") return;
    usefulness.all_cells.add(cell.shown);
    if (dimension != CellDimension::whole) return;
    const bool is_year = period == whole_year;
    if (indicator == "signals")
        (is_year ? usefulness.signals_by_year : usefulness.signals_by_quarter).add(cell.shown);
    else if (drawn_indicators().find(indicator)->part_of == "signals")
        (is_year ? usefulness.families_by_year : usefulness.families_by_quarter).add(cell.shown);
}

Usefulness usefulness_of(std::size_t employers) {
    Usefulness usefulness;
    const auto worlds = employers < large_network ? worlds_of_a_small_network : worlds_of_a_large_network;
    for (std::uint64_t seed = 1; seed <= worlds; ++seed)
        for (const auto& cell : publish_year(plan_of(seed, employers)).cells) add(cell, usefulness);
    return usefulness;
}

// A row; false where it is of no use.
bool print_row(std::size_t employers) {
    const auto usefulness = usefulness_of(employers);
    std::printf("| %zu |", employers);
    if (usefulness.families_by_quarter.all == 0) std::printf(" not asked |");
    else std::printf(" %.0f %% |", usefulness.families_by_quarter.percent());
    std::printf(" %.0f %% | %.0f %% | %.0f %% | %.0f %% |\n", usefulness.families_by_year.percent(),
                usefulness.signals_by_quarter.percent(), usefulness.signals_by_year.percent(),
                100 - usefulness.all_cells.percent());
    return employers != large_network || usefulness.families_by_quarter.percent() >= least_percent_of_families;
}

int run_all(std::size_t only) {
    std::puts("| employers | families by quarter | families by year | signals, quarter | signals, year | "
              "all cells hidden |");
    std::puts("|---|---|---|---|---|---|");
    bool is_of_use = true;
    for (const auto employers : sizes_of_networks)
        if (only == 0 || only == employers) is_of_use = print_row(employers) && is_of_use;
    if (is_of_use) return 0;
    std::printf("a network of %zu employers sees fewer than %.0f %% of its families by quarter\n", large_network,
                least_percent_of_families);
    return 1;
}

}  // namespace
}  // namespace prevenance

int main(int count, char** arguments) {
    const bool is_one_row = count == 3 && std::string_view{arguments[1]} == "--employers";
    return prevenance::run_all(is_one_row ? std::strtoull(arguments[2], nullptr, 10) : 0);
}
