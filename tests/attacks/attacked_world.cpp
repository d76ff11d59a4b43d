#include "tests/attacks/attacked_world.h"

#include <algorithm>

namespace prevenance {

AttackedWorld publish_year(const WorldPlan& plan, std::span<const AuditStep> steps,
                           const IndicatorCatalogue& indicators) {
    AttackedWorld world{drawn_world(plan), {}};
    EarlierCells earlier;
    for (std::size_t period = 0; period < periods_of_a_year; ++period)
        for (const auto& [network, cells] :
             decide_cubes(world.counts, indicators, earlier, period, DisclosureThresholds{}, steps))
            for (const auto& one : cells) {
                const CubePlace place{network, period, one.indicator, one.dimension, one.category};
                earlier[place] = !one.cell.is_hidden();
                world.cells.push_back(
                    {place, !one.cell.is_hidden(), one.cell.value().value_or(0), one.cell.hidden_because()});
            }
    return world;
}

const CubeNetwork& network_of(const YearOfCounts& counts, const CubePlace& place) {
    return *std::ranges::find(counts.networks, std::get<0>(place), &CubeNetwork::id);
}

std::string words_of(const YearOfCounts& counts, const CubePlace& place) {
    const auto& [network, period, indicator, dimension, category] = place;
    const auto number = &network_of(counts, place) - counts.networks.data() + 1;
    std::string words = "(network " + std::to_string(number) + ", " +
                        (period == whole_year ? "year" : "quarter " + std::to_string(period + 1)) + ", " + indicator;
    if (dimension != CellDimension::whole)
        words.append(", ").append(cell_dimension_name(dimension)).append(" ").append(category);
    return words + ")";
}

}  // namespace prevenance
