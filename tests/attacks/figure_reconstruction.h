// Everything that is published at once, as equations in whole numbers of persons: between what least and what most a
// sought number lies, for whoever also knows the persons of some employers. By integer programming (GLPK).
#pragma once

#include "tests/attacks/figure_board.h"

#include <optional>
#include <set>

namespace prevenance {

struct Interval {
    double least = 0;
    double most = 0;
};

// Employers who know their own persons and lay them together; empty: an outsider.
using Coalition = std::set<std::uint32_t>;

// Nobody may know a number of persons more narrowly: five, or a fifth of it.
double least_distance(int persons);

// Where fractions of persons leave the ends more than twice as far apart as they have to be, those are the answer:
// whole persons would not bring them near enough. Nothing where there is no upper end, or where branching takes too
// many steps: then the attack has failed.
// No unknown of the target may be of the coalition.
std::optional<Interval> reconstruct(const Board& board, const Coalition& coalition, const Unknowns& target);

}  // namespace prevenance
