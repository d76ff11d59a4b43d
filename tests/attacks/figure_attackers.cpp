#include "tests/attacks/figure_attackers.h"

#include "tests/attacks/figure_averaging.h"
#include "tests/attacks/figure_guesses.h"
#include "tests/attacks/figure_subtraction.h"

#include <algorithm>

namespace prevenance {
namespace {

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

AttackReport subtract_on(Boards& boards, const std::vector<BoardPlan>& plans, const Subtraction& subtraction) {
    AttackReport report;
    for (const auto& plan : plans) subtract(boards.of(plan), subtraction, report);
    return report;
}

void subtract_changing_members(Boards& boards, AttackReport& report) {
    const auto& counts = boards.world().counts;
    const auto change = [&](const PersonsByEmployer& rest) {
        return !rest.empty() &&
               std::ranges::all_of(rest, [&](const auto& one) { return changes_networks(counts, one.first); });
    };
    for (const auto& plan : single_indicators())
        subtract(boards.of(plan), {.is_sought = change}, report);
}

// Every employer takes its persons out, or as many as there is time for.
void subtract_as_members(Boards& boards, const std::vector<BoardPlan>& plans, Subtraction subtraction,
                         std::size_t members, WorldDice& dice, AttackReport& report) {
    const auto employers = static_cast<std::uint32_t>(boards.world().counts.employers.size());
    const auto first = static_cast<std::uint32_t>(dice.below(employers));
    for (std::uint32_t i = 0; i < std::min<std::size_t>(members, employers); ++i) {
        subtraction.member = (first + i) % employers;
        for (const auto& plan : plans) subtract(boards.of(plan), subtraction, report);
    }
}

std::vector<BoardPlan> wholes_with_parts() {
    auto plans = wholes_with_a_part();
    const auto classes = wholes_with_classes();
    plans.insert(plans.end(), classes.begin(), classes.end());
    return plans;
}

}  // namespace

AttackReport attack_world(Boards& boards, Attack attack, bool noise_is_steady, WorldDice& dice) {
    const auto everybody = boards.world().counts.employers.size();
    const auto single = single_indicators();
    const auto with_parts = wholes_with_parts();
    const Subtraction classes{.most_parts = visit_classes.size(), .may_be_taken_away = of_two_indicators};
    AttackReport report;
    switch (attack) {
        case Attack::averaging:
            average(boards, noise_is_steady, dice, report);
            return report;
        case Attack::differencing: return subtract_on(boards, single, {.may_be_taken_away = within_a_network});
        case Attack::two_parts: return subtract_on(boards, single, {.fewest_parts = 2, .most_parts = 2});
        case Attack::nested_networks: return subtract_on(boards, single, {.may_be_taken_away = between_networks});
        case Attack::time_slicing: return subtract_on(boards, single, {.may_be_taken_away = year_and_quarter});
        case Attack::membership_changes:
            subtract_changing_members(boards, report);
            reconstruct_changing_members(boards, dice, report);
            return report;
        case Attack::late_corrections:
            reconstruct_late(boards, dice, report);
            return report;
        case Attack::part_from_whole:
            return subtract_on(boards, wholes_with_a_part(), {.may_be_taken_away = of_two_indicators});
        case Attack::classes_from_whole: return subtract_on(boards, wholes_with_classes(), classes);
        case Attack::member:
            subtract_as_members(boards, single, {}, everybody, dice, report);
            return report;
        case Attack::member_two_parts:
            subtract_as_members(boards, single, {.fewest_parts = 2, .most_parts = 2}, members_who_take_two_parts, dice,
                                report);
            return report;
        case Attack::member_part_from_whole:
            subtract_as_members(boards, wholes_with_a_part(), {.may_be_taken_away = of_two_indicators}, everybody, dice,
                                report);
            return report;
        case Attack::member_classes_from_whole:
            subtract_as_members(boards, wholes_with_classes(), classes, everybody, dice, report);
            return report;
        case Attack::outsider: reconstruct_drawn(boards, single, 0, dice, report); return report;
        case Attack::coalition_of_one: reconstruct_drawn(boards, single, 1, dice, report); return report;
        case Attack::coalition_of_two: reconstruct_drawn(boards, single, 2, dice, report); return report;
        case Attack::outsider_with_parts: reconstruct_drawn(boards, with_parts, 0, dice, report); return report;
        case Attack::coalition_of_one_with_parts: reconstruct_drawn(boards, with_parts, 1, dice, report); return report;
        case Attack::coalition_of_two_with_parts: reconstruct_drawn(boards, with_parts, 2, dice, report); return report;
    }
    return report;
}

}  // namespace prevenance
