// Attacks with pencil and paper: shown cells taken away from a shown cell that holds all their persons. What is left
// is known exactly, so that it must be nothing, or may be shown itself.
#pragma once

#include "tests/attacks/attack_report.h"

#include <functional>
#include <optional>

namespace prevenance {

struct Subtraction {
    std::size_t fewest_parts = 1;
    std::size_t most_parts = 1;  // with no person in two of them
    std::optional<std::uint32_t> member = {};  // an employer who takes its own persons out of everything first
    // Whether the second cell may be taken away from the first; nothing: any.
    std::function<bool(const CubePlace& whole, const CubePlace& part)> may_be_taken_away = {};
    // Whether what is left is of interest to this attack; nothing: always.
    std::function<bool(const CountsByEmployer& rest)> is_sought = {};
};

void subtract(const Board& board, const Subtraction& subtraction, AttackReport& report);

}  // namespace prevenance
