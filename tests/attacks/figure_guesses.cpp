#include "tests/attacks/figure_guesses.h"

#include <algorithm>

namespace prevenance {
namespace {

constexpr int targets_of_an_attack = 16;
constexpr Pattern year_only = 1U << whole_year;

struct Target {
    std::string words;
    Unknowns unknowns;
    std::optional<std::uint32_t> employer = {};  // whose persons; nothing: of several
    bool may_begin_at_nobody = true;        // false: an interval from 0 tells nothing
};

std::string words_of(const Board& board, std::size_t cell) {
    return words_of(board.counts(), board.cells()[cell]->place);
}

void guess(const Board& board, const Coalition& coalition, Target target, AttackReport& report) {
    std::erase_if(target.unknowns, [&](auto one) { return coalition.contains(board.unknowns()[one].employer); });
    if (target.unknowns.empty()) return;
    ++report.tried;
    const auto interval = reconstruct(board, coalition, target.unknowns);
    if (!interval || interval->most - interval->least + 1e-6 >= least_distance(board.persons(target.unknowns))) return;
    if (!target.may_begin_at_nobody && interval->least < 0.5) return;
    auto words = target.words;
    for (const auto member : coalition) words += ", for member " + std::to_string(member);
    report.succeed({words, std::to_string(board.persons(target.unknowns)) + " persons in truth", *interval});
}

void keep_employer(const Board& board, std::uint32_t employer, Target& target) {
    std::erase_if(target.unknowns, [&](auto one) { return board.unknowns()[one].employer != employer; });
    target.words = "employer " + std::to_string(employer) + " in " + target.words;
    target.employer = employer;
}

std::optional<std::uint32_t> drawn_employer(const CountsByEmployer& persons, WorldDice& dice) {
    if (persons.empty()) return std::nullopt;
    return std::next(persons.begin(), static_cast<std::ptrdiff_t>(dice.below(persons.size())))->first;
}

// Of a whole's cell, those whom the first part does not count in the same period.
void keep_outside_the_part(const Board& board, std::size_t cell, Target& target) {
    const auto period = std::get<1>(board.cells()[cell]->place);
    std::erase_if(target.unknowns, [&](auto one) { return (board.unknowns()[one].patterns[1] >> period & 1U) != 0; });
    target.words += " and not in its part";
}

std::optional<Target> drawn_target(const Board& board, WorldDice& dice) {
    if (board.cells().empty()) return std::nullopt;
    const auto cell = dice.below(board.cells().size());
    const auto by_employer = board.persons_by_employer(board.sum(cell));
    Target target{words_of(board, cell), board.sum(cell), std::nullopt};
    if (!board.cells()[cell]->shown) {
        if (!tells_too_much(by_employer)) return std::nullopt;
        target.words = "hidden " + target.words;
        return target;
    }
    const auto employer = drawn_employer(by_employer, dice);
    if (!employer) return std::nullopt;
    const bool has_part = board.indicator(cell) == 0 && board.unknowns().front().patterns.size() > 1;
    if (has_part && dice.percent(50)) keep_outside_the_part(board, cell, target);
    keep_employer(board, *employer, target);
    return target;
}

// The largest others first, which leave the least to hide behind; now and then any.
Coalition drawn_coalition(const YearOfCounts& counts, const Target& target, std::size_t members, WorldDice& dice) {
    CountsByEmployer employees;
    for (const auto& person : counts.persons.at("employees")) ++employees[person.employer];
    std::vector<std::pair<int, std::uint32_t>> others;
    const bool any = dice.percent(50);
    for (const auto& [employer, count] : employees) {
        if (employer == target.employer) continue;
        others.emplace_back(any ? static_cast<int>(dice.below(1000)) : count, employer);
    }
    std::ranges::sort(others, std::greater{});
    Coalition coalition;
    for (std::size_t i = 0; i < std::min(members, others.size()); ++i) coalition.insert(others[i].second);
    return coalition;
}

void guess_if_few(const Board& board, std::string words, Unknowns unknowns, AttackReport& report) {
    const auto persons = board.persons_by_employer(unknowns);
    if (persons.empty() || !tells_too_much(persons)) return;
    guess(board, {}, {std::move(words), std::move(unknowns), std::nullopt, false}, report);
}

void reconstruct_overlaps_of(const Board& board, std::size_t one, std::size_t other, AttackReport& report) {
    const auto outside = without(board.sum(one), board.sum(other));
    guess_if_few(board, words_of(board, one) + " and not " + words_of(board, other), outside, report);
    if (one > other) return;
    const auto inside = without(board.sum(one), outside);
    guess_if_few(board, words_of(board, one) + " and also " + words_of(board, other), inside, report);
}

}  // namespace

void reconstruct_drawn(Boards& boards, const std::vector<BoardPlan>& plans, std::size_t members, WorldDice& dice,
                       AttackReport& report) {
    for (int i = 0; i < targets_of_an_attack; ++i) {
        const auto& board = drawn_board(boards, plans, dice);
        if (const auto target = drawn_target(board, dice))
            guess(board, drawn_coalition(board.counts(), *target, members, dice), *target, report);
    }
}

bool changes_networks(const YearOfCounts& counts, std::uint32_t employer) {
    return std::ranges::any_of(counts.networks, [&](const auto& network) {
        const auto belongs = [&](const auto& members) { return std::ranges::binary_search(members, employer); };
        return std::ranges::any_of(network.members, belongs) && !std::ranges::all_of(network.members, belongs);
    });
}

void reconstruct_changing_members(Boards& boards, WorldDice& dice, AttackReport& report) {
    const auto plans = single_indicators();
    for (int i = 0; i < targets_of_an_attack; ++i) {
        const auto& board = drawn_board(boards, plans, dice);
        const auto cell = drawn_shown_cell(board, 0, dice);
        if (!cell) continue;
        auto by_employer = board.persons_by_employer(board.sum(*cell));
        std::erase_if(by_employer, [&](const auto& one) { return !changes_networks(board.counts(), one.first); });
        const auto employer = drawn_employer(by_employer, dice);
        if (!employer) continue;
        Target target{words_of(board, *cell), board.sum(*cell), std::nullopt};
        keep_employer(board, *employer, target);
        guess(board, {}, target, report);
    }
}

void reconstruct_overlaps(Boards& boards, AttackReport& report) {
    for (const auto& plan : single_indicators()) {
        const auto& board = boards.of(plan);
        const auto is_shown = [&](std::size_t cell) { return board.cells()[cell]->shown; };
        for (std::size_t one = 0; one < board.cells().size(); ++one)
            for (std::size_t other = 0; other < board.cells().size(); ++other)
                if (one != other && is_shown(one) && is_shown(other) && report.wants_words())
                    reconstruct_overlaps_of(board, one, other, report);
    }
}

void reconstruct_late(Boards& boards, WorldDice& dice, AttackReport& report) {
    auto plans = single_indicators();
    std::erase_if(plans, [](const auto& plan) { return !drawn_indicators().find(plan.indicators[0])->quarterly; });
    for (int i = 0; i < targets_of_an_attack; ++i) {
        const auto& board = drawn_board(boards, plans, dice);
        const auto cell = drawn_shown_cell(board, whole_year, dice);
        if (!cell) continue;
        Target target{"late in " + words_of(board, *cell), board.sum(*cell), std::nullopt, false};
        std::erase_if(target.unknowns, [&](auto one) { return board.unknowns()[one].patterns[0] != year_only; });
        if (board.persons(target.unknowns) == 0) continue;
        if (dice.percent(50))
            keep_employer(board, *drawn_employer(board.persons_by_employer(target.unknowns), dice), target);
        if (tells_too_much(board.persons_by_employer(target.unknowns))) guess(board, {}, target, report);
    }
}

}  // namespace prevenance
