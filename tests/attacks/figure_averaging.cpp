#include "tests/attacks/figure_averaging.h"

#include <algorithm>
#include <cmath>

namespace prevenance {
namespace {

constexpr int publications_of_a_cell = 300;
constexpr int publications_where_nothing_changes = 3;  // the fourth would be the same again
constexpr std::size_t cells_to_average = 2;

// One cell's network twice, under two names, with the persons of its indicator and those who might have been.
YearOfCounts two_networks_around(const AttackedWorld& world, const CubePlace& place) {
    YearOfCounts counts;
    counts.employers = world.counts.employers;
    counts.job_families = world.counts.job_families;
    auto network = network_of(world.counts, place);
    counts.networks.push_back(network);
    network.id.bytes[0] = 1;
    counts.networks.push_back(network);
    counts.persons["employees"] = world.counts.persons.at("employees");
    counts.persons[std::get<2>(place)] = world.counts.persons.at(std::get<2>(place));
    return counts;
}

// Nothing is published beside it, so that no audit hides it.
IndicatorCatalogue alone(const CubePlace& place) {
    auto indicator = *drawn_indicators().find(std::get<2>(place));
    indicator.part_of.clear();
    return {1, {indicator}};
}

std::vector<int> displayed(const YearOfCounts& counts, const CubePlace& place) {
    const auto& [network, period, indicator, dimension, category] = place;
    std::vector<int> values;
    for (const auto& [of, cells] : decide_cubes(counts, alone(place), {}, period, DisclosureThresholds{}, {}))
        for (const auto& one : cells)
            if (one.indicator == indicator && one.dimension == dimension && one.category == category)
                values.push_back(one.cell.value().value());
    return values;
}

std::vector<int> displayed_again_and_again(const AttackedWorld& world, const CubePlace& place, bool noise_is_steady,
                                           WorldDice& dice) {
    auto counts = two_networks_around(world, place);
    std::vector<int> values;
    for (int i = 0; i < (noise_is_steady ? publications_where_nothing_changes : publications_of_a_cell); ++i) {
        if (!noise_is_steady)
            for (auto& person : counts.persons.at(std::get<2>(place))) person.key = dice.next();
        const auto again = displayed(counts, place);
        values.insert(values.end(), again.begin(), again.end());
    }
    return values;
}

void average_one(const Board& board, std::size_t cell, std::vector<int> values, AttackReport& report) {
    ++report.tried;
    values.push_back(board.cells()[cell]->displayed);
    if (std::ranges::min(values) == std::ranges::max(values)) return;  // one draw tells what one draw tells
    double sum = 0;
    for (const auto value : values) sum += value;
    const auto mean = std::round(sum / static_cast<double>(values.size()));
    if (static_cast<int>(mean) != board.persons(board.sum(cell))) return;
    report.succeed({words_of(board.counts(), board.cells()[cell]->place),
                                "mean of " + std::to_string(values.size()) + " displayed values", {mean, mean}});
}

// Cells that count the same persons, in other networks or as the only part of a whole, and show something else: a
// second draw of the noise.
void compare_equal_cells(const Board& board, AttackReport& report) {
    std::map<Unknowns, const AttackedCell*> first;
    for (std::size_t cell = 0; cell < board.cells().size(); ++cell) {
        const auto* one = board.cells()[cell];
        if (!one->shown) continue;
        auto counted = board.sum(cell);
        std::erase_if(counted, [&](auto unknown) { return board.persons({unknown}) == 0; });
        const auto [known, is_new] = first.try_emplace(counted, one);
        if (is_new) continue;
        ++report.tried;
        if (known->second->displayed == one->displayed) continue;
        report.succeed({words_of(board.counts(), known->second->place) + " beside " +
                                        words_of(board.counts(), one->place),
                                    "the same persons displayed in two ways",
                                    {static_cast<double>(std::min(known->second->displayed, one->displayed)),
                                     static_cast<double>(std::max(known->second->displayed, one->displayed))}});
    }
}

}  // namespace

void average(Boards& boards, bool noise_is_steady, WorldDice& dice, AttackReport& report) {
    const auto plans = single_indicators();
    for (const auto& plan : plans) compare_equal_cells(boards.of(plan), report);
    for (std::size_t i = 0; i < cells_to_average; ++i) {
        const auto& board = drawn_board(boards, plans, dice);
        const auto cell = drawn_shown_cell(board, 0, dice);
        if (!cell) continue;
        const auto& place = board.cells()[*cell]->place;
        average_one(board, *cell, displayed_again_and_again(boards.world(), place, noise_is_steady, dice), report);
    }
}

}  // namespace prevenance
