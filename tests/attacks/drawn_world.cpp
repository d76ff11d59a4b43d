#include "tests/attacks/drawn_world.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace prevenance {
namespace {

constexpr std::array<const char*, 4> families{"signals_work", "signals_requests", "signals_relations",
                                              "signals_events"};
// A person with a signal has one of a family so often; of the first as the plan says.
constexpr std::array<unsigned, 4> family_percents{0, 45, 40, 35};

double bell(WorldDice& dice) {
    const double radius = std::sqrt(-2 * std::log(1 - dice.share()));
    return radius * std::cos(2 * std::numbers::pi * dice.share());
}

EmployerId employer_number(std::size_t number) {
    EmployerId id;
    id.bytes[0] = static_cast<std::uint8_t>(number >> 8U);
    id.bytes[1] = static_cast<std::uint8_t>(number);
    return id;
}

NetworkId network_number(std::size_t number) {
    NetworkId id;
    id.bytes[15] = static_cast<std::uint8_t>(number + 1);
    return id;
}

// The first has everybody, the second nearly everybody, the third begins in the middle.
bool belongs(std::size_t network, std::size_t employer, const WorldPlan& plan, WorldDice& dice) {
    if (network == 0) return true;
    if (network == 1) return employer + 1 + dice.below(2) < plan.employers;
    return employer * 3 > plan.employers && !dice.percent(20);
}

CubeNetwork drawn_network(std::size_t number, const WorldPlan& plan, WorldDice& dice) {
    CubeNetwork network{network_number(number), {}};
    for (std::uint32_t employer = 0; employer < plan.employers; ++employer) {
        if (!belongs(number, employer, plan, dice)) continue;
        std::size_t from = 0;
        std::size_t until = whole_year;
        if (plan.changes && dice.percent(10)) from = 1 + dice.below(3);
        if (plan.changes && dice.percent(5)) until = 1 + dice.below(3);
        for (auto quarter = from; quarter < until; ++quarter) network.members[quarter].push_back(employer);
        if (from == 0 && until == whole_year) network.members[whole_year].push_back(employer);
    }
    return network;
}

void count(YearOfCounts& world, const std::string& indicator, CubePerson person, unsigned periods) {
    if (periods == 0) return;
    person.periods = static_cast<std::uint8_t>(periods | 1U << whole_year);
    world.persons[indicator].push_back(person);
}

void draw_signals(YearOfCounts& world, const CubePerson& person, unsigned employed, double share,
                  const WorldPlan& plan, WorldDice& dice) {
    unsigned signalled = 0;
    for (unsigned quarter = 0; quarter < whole_year; ++quarter)
        if (dice.share() < share && (signalled == 0 || !plan.signals_once)) signalled |= 1U << quarter;
    signalled &= employed;
    // A fact that was entered after its quarter was published counts in the year only.
    if (dice.percent(plan.late_percent)) signalled |= 1U << whole_year;
    count(world, "signals", person, signalled);
    if (signalled == 0) return;
    for (std::size_t family = 0; family < families.size(); ++family) {
        const auto percent = family == 0 ? plan.work_percent : family_percents[family];
        unsigned counted = 0;
        for (unsigned quarter = 0; quarter <= whole_year; ++quarter)
            if ((signalled >> quarter & 1U) != 0 && dice.percent(percent)) counted |= 1U << quarter;
        count(world, families[family], person, counted);
    }
    if (dice.percent(40)) count(world, "talks", person, signalled);
}

void draw_alert(YearOfCounts& world, const CubePerson& person, double share, WorldDice& dice) {
    if (dice.share() >= share) return;
    constexpr unsigned year = 1U << whole_year;
    count(world, "alerts_followed", person, year);
    count(world, visit_classes[dice.percent(45) ? 0 : 1 + dice.below(3)], person, year);
    if (dice.percent(80)) count(world, voice_classes[dice.percent(60) ? 0 : 1], person, year);
}

Indicator drawn_indicator(const std::string& code, const std::string& part_of, std::vector<CellDimension> by) {
    Indicator indicator;
    indicator.code = code;
    indicator.part_of = part_of;
    indicator.by = std::move(by);
    return indicator;
}

Indicator drawn_yearly_indicator(const std::string& code, const std::string& part_of) {
    auto indicator = drawn_indicator(code, part_of, {});
    indicator.quarterly = false;
    return indicator;
}

std::vector<Indicator> listed_indicators() {
    const std::vector all{CellDimension::department, CellDimension::job_family, CellDimension::size_class};
    std::vector<Indicator> indicators{drawn_indicator("employees", "", all), drawn_indicator("signals", "", all)};
    for (const auto* family : families)
        indicators.push_back(drawn_indicator(family, "signals", {CellDimension::department}));
    indicators.push_back(drawn_indicator("talks", "", {}));
    indicators.push_back(drawn_yearly_indicator("alerts_followed", ""));
    indicators.back().made_up_of = {visit_classes.begin(), visit_classes.end()};
    for (const auto* code : visit_classes) indicators.push_back(drawn_yearly_indicator(code, "alerts_followed"));
    for (const auto* code : voice_classes) indicators.push_back(drawn_yearly_indicator(code, "alerts_followed"));
    return indicators;
}

}  // namespace

// SplitMix64 (Steele, Lea and Flood, 2014).
std::uint64_t WorldDice::next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

double WorldDice::share() {
    return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

const IndicatorCatalogue& drawn_indicators() {
    static const IndicatorCatalogue catalogue{1, listed_indicators()};
    return catalogue;
}

YearOfCounts drawn_world(const WorldPlan& plan) {
    WorldDice dice{plan.seed};
    YearOfCounts world;
    for (std::size_t job = 0; job < plan.job_families; ++job) world.job_families.push_back("J" + std::to_string(job));
    for (const auto& indicator : drawn_indicators().all()) world.persons[indicator.code];
    for (std::uint32_t employer = 0; employer < plan.employers; ++employer) {
        const bool is_giant = plan.changes && employer == 0 && dice.percent(15);
        const auto employees =
            static_cast<int>(plan.median_employees * std::exp(0.5 * bell(dice)) * (is_giant ? 8 : 1));
        world.employers.push_back({employer_number(employer),
                                   std::to_string(10 + dice.below(plan.departments)), size_class_of(employees)});
        const double share = plan.signal_share * (0.5 + dice.share());
        for (int i = 0; i < employees; ++i) {
            const CubePerson person{dice.next(), employer, static_cast<std::uint32_t>(dice.below(plan.job_families)),
                                    0};
            unsigned employed = 15;
            if (dice.percent(8)) employed = 15U << dice.below(4) & 15U;
            if (dice.percent(8)) employed &= 15U >> dice.below(4);
            if (employed == 0) continue;
            count(world, "employees", person, employed);
            draw_signals(world, person, employed, share, plan, dice);
            draw_alert(world, person, plan.alert_share, dice);
        }
    }
    for (std::size_t network = 0; network < plan.networks; ++network)
        world.networks.push_back(drawn_network(network, plan, dice));
    return world;
}

}  // namespace prevenance
