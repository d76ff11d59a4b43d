#include "tests/attacks/figure_attackers.h"

#include "tests/attacks/figure_averaging.h"
#include "tests/attacks/figure_guesses.h"
#include "tests/attacks/figure_subtraction.h"

#include <algorithm>
#include <array>

namespace prevenance {
namespace {

constexpr std::size_t every_member = static_cast<std::size_t>(-1);
constexpr std::size_t members_who_take_two_parts = 3;

bool in_same_network(const CubePlace& one, const CubePlace& other) {
    return std::get<0>(one) == std::get<0>(other);
}

bool in_same_period(const CubePlace& one, const CubePlace& other) {
    return std::get<1>(one) == std::get<1>(other);
}

bool within_a_network(const CubePlace& whole, const CubePlace& part) {
    return in_same_network(whole, part) && in_same_period(whole, part);
}

bool between_networks(const CubePlace& whole, const CubePlace& part) {
    return !in_same_network(whole, part) && in_same_period(whole, part);
}

bool year_and_quarter(const CubePlace& whole, const CubePlace& part) {
    return std::get<1>(whole) == whole_year && std::get<1>(part) != whole_year;
}

bool of_two_indicators(const CubePlace& whole, const CubePlace& part) {
    return std::get<2>(whole) != std::get<2>(part);
}

void subtract_on(AttackedScene& scene, const std::vector<BoardPlan>& plans, const Subtraction& subtraction,
                 AttackReport& report) {
    for (const auto& plan : plans) subtract(scene.boards.of(plan), subtraction, report);
}

// Every employer takes its own persons out; or as many employers as there is time for.
void subtract_as_members(AttackedScene& scene, const std::vector<BoardPlan>& plans, Subtraction subtraction,
                         AttackReport& report, std::size_t members = every_member) {
    const auto employers = static_cast<std::uint32_t>(scene.boards.world().counts.employers.size());
    const auto first = static_cast<std::uint32_t>(scene.dice.below(employers));
    for (std::uint32_t i = 0; i < std::min<std::size_t>(members, employers); ++i) {
        subtraction.member = (first + i) % employers;
        subtract_on(scene, plans, subtraction, report);
    }
}

std::vector<BoardPlan> wholes_with_parts() {
    auto plans = wholes_with_a_part();
    const auto classes = wholes_with_classes();
    plans.insert(plans.end(), classes.begin(), classes.end());
    return plans;
}

Subtraction less_two_parts() {
    return {.fewest_parts = 2, .most_parts = 2};
}

Subtraction less_a_part() {
    return {.may_be_taken_away = of_two_indicators};
}

Subtraction less_classes() {
    return {.most_parts = visit_classes.size(), .may_be_taken_away = of_two_indicators};
}

void average_displayed(AttackedScene& scene, AttackReport& report) {
    average(scene.boards, scene.noise_is_steady, scene.dice, report);
}

void follow_changing_members(AttackedScene& scene, AttackReport& report) {
    const auto& counts = scene.boards.world().counts;
    const auto change = [&](const CountsByEmployer& rest) {
        return !rest.empty() &&
               std::ranges::all_of(rest, [&](const auto& one) { return changes_networks(counts, one.first); });
    };
    subtract_on(scene, single_indicators(), {.is_sought = change}, report);
    reconstruct_changing_members(scene.boards, scene.dice, report);
}

void find_the_late(AttackedScene& scene, AttackReport& report) {
    reconstruct_late(scene.boards, scene.dice, report);
}

void find_overlaps(AttackedScene& scene, AttackReport& report) {
    reconstruct_overlaps(scene.boards, report);
}

template <bool (*may_be_taken_away)(const CubePlace&, const CubePlace&)>
void take_away(AttackedScene& scene, AttackReport& report) {
    subtract_on(scene, single_indicators(), {.may_be_taken_away = may_be_taken_away}, report);
}

template <std::vector<BoardPlan> (*plans)(), Subtraction (*subtraction)()>
void take_parts_away(AttackedScene& scene, AttackReport& report) {
    subtract_on(scene, plans(), subtraction(), report);
}

template <std::vector<BoardPlan> (*plans)(), Subtraction (*subtraction)(), std::size_t members = every_member>
void take_parts_away_as_member(AttackedScene& scene, AttackReport& report) {
    subtract_as_members(scene, plans(), subtraction(), report, members);
}

void take_away_as_member(AttackedScene& scene, AttackReport& report) {
    subtract_as_members(scene, single_indicators(), {}, report);
}

// By an outsider, or by so many members who lay their persons together.
template <std::vector<BoardPlan> (*plans)(), std::size_t members>
void solve(AttackedScene& scene, AttackReport& report) {
    reconstruct_drawn(scene.boards, plans(), members, scene.dice, report);
}

constexpr std::array all_attacks{
    FigureAttack{"averaging", average_displayed},
    FigureAttack{"differencing within a network", take_away<within_a_network>},
    FigureAttack{"a whole less two parts", take_parts_away<single_indicators, less_two_parts>},
    FigureAttack{"nested networks", take_away<between_networks>},
    FigureAttack{"year less quarters", take_away<year_and_quarter>},
    FigureAttack{"membership changes", follow_changing_members},
    FigureAttack{"late corrections", find_the_late},
    FigureAttack{"an indicator less its part", take_parts_away<wholes_with_a_part, less_a_part>},
    FigureAttack{"an indicator less its classes", take_parts_away<wholes_with_classes, less_classes>},
    FigureAttack{"differencing by a member", take_away_as_member},
    FigureAttack{"two parts, by a member",
                 take_parts_away_as_member<single_indicators, less_two_parts, members_who_take_two_parts>},
    FigureAttack{"an indicator less its part, by a member",
                 take_parts_away_as_member<wholes_with_a_part, less_a_part>},
    FigureAttack{"an indicator less its classes, by a member",
                 take_parts_away_as_member<wholes_with_classes, less_classes>},
    FigureAttack{"overlaps of two cells", find_overlaps},
    FigureAttack{"reconstruction, outsider", solve<single_indicators, 0>},
    FigureAttack{"reconstruction, one member", solve<single_indicators, 1>},
    FigureAttack{"reconstruction, two members", solve<single_indicators, 2>},
    FigureAttack{"whole and part, outsider", solve<wholes_with_parts, 0>},
    FigureAttack{"whole and part, one member", solve<wholes_with_parts, 1>},
    FigureAttack{"whole and part, two members", solve<wholes_with_parts, 2>},
};

}  // namespace

std::span<const FigureAttack> figure_attacks() {
    return all_attacks;
}

}  // namespace prevenance
