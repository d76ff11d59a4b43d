// Prints invented sectors and what is published of them, a line of JSON each, for figure_oracle.py to decide again.
#include "tests/attacks/attacked_world.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>

namespace prevenance {
namespace {

using nlohmann::json;

// Some as small as the attackers', some with the forty employers that get families by quarter.
WorldPlan oracle_plan(std::uint64_t seed) {
    WorldDice dice{seed ^ 0x0AC1E};
    WorldPlan plan;
    plan.seed = seed;
    plan.employers = dice.percent(15) ? 40 + dice.below(6) : 5 + dice.below(16);
    plan.networks = 1 + dice.below(3);
    plan.departments = 1 + dice.below(4);
    plan.job_families = 1 + dice.below(3);
    plan.signal_share = 0.08 + 0.3 * dice.share();
    plan.alert_share = 0.3 * dice.share();
    return plan;
}

json members_of(const YearOfCounts& counts) {
    json networks = json::array();
    for (const auto& network : counts.networks) networks.push_back(network.members);
    return networks;
}

json persons_of(const YearOfCounts& counts) {
    json persons = json::object();
    for (const auto& [indicator, all] : counts.persons) {
        auto& list = persons[indicator] = json::array();
        for (const auto& one : all) list.push_back({one.key, one.employer, one.job_family, one.periods});
    }
    return persons;
}

json published(const AttackedWorld& world) {
    json cells = json::array();
    for (const auto& cell : world.cells) {
        const auto& [network, period, indicator, dimension, category] = cell.place;
        const auto number =
            std::ranges::find(world.counts.networks, network, &CubeNetwork::id) - world.counts.networks.begin();
        const auto value = cell.shown ? json(cell.displayed) : json(hidden_reason_name(*cell.hidden_because));
        cells.push_back({{number, period, indicator, cell_dimension_name(dimension), category}, value});
    }
    return cells;
}

json indicators_of(const IndicatorCatalogue& catalogue) {
    json indicators = json::array();
    for (const auto& one : catalogue.all()) {
        json by = json::array();
        for (const auto dimension : one.by) by.push_back(cell_dimension_name(dimension));
        indicators.push_back({{"code", one.code}, {"part_of", one.part_of}, {"by", by}, {"quarterly", one.quarterly},
                              {"made_up_of", one.made_up_of}});
    }
    return indicators;
}

void print_world(std::uint64_t seed) {
    const auto world = publish_year(oracle_plan(seed));
    json employers = json::array();
    for (const auto& one : world.counts.employers)
        employers.push_back({{"department", one.department}, {"size_class", one.size_class}});
    std::cout << json{{"seed", seed},
                      {"employers", employers},
                      {"jobs", world.counts.job_families},
                      {"networks", members_of(world.counts)},
                      {"persons", persons_of(world.counts)},
                      {"indicators", indicators_of(drawn_indicators())},
                      {"published", published(world)}}
                     .dump()
              << "\n";
}

}  // namespace
}  // namespace prevenance

int main(int count, char** arguments) {
    const auto worlds = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 20;
    const auto first = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 1;
    for (std::uint64_t seed = first; seed < first + worlds; ++seed) prevenance::print_world(seed);
}
