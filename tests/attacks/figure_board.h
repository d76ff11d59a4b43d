// What an attacker puts together about one indicator, or about one and its parts: the unknowns (so many persons of an
// employer and a job, counted in exactly these periods) and which of them each cell adds up. The truth is here too,
// to judge by; nothing of the audit is.
#pragma once

#include "tests/attacks/attacked_world.h"

#include <map>
#include <string>
#include <vector>

namespace prevenance {

using Pattern = std::uint8_t;  // in which periods a person was counted, as CubePerson::periods

struct Unknown {
    std::uint32_t employer;
    std::uint32_t job;
    std::vector<Pattern> patterns;  // by indicator of the board
    auto operator<=>(const Unknown&) const = default;
};

using Unknowns = std::vector<std::size_t>;  // indexes into Board::unknowns, ascending
using CountsByEmployer = std::map<std::uint32_t, int>;  // employers with nobody left out

// Which indicators are laid beside one another: one alone, or a whole and then parts of it.
struct BoardPlan {
    std::vector<std::string> indicators;
    bool parts_make_up_whole = false;  // whoever is in the whole is in one of the parts, and everybody knows
    auto operator<=>(const BoardPlan&) const = default;
};

std::vector<BoardPlan> single_indicators();
// Everybody and each indicator, each indicator and one part of it.
std::vector<BoardPlan> wholes_with_a_part();
// An indicator and several parts of which a person is in one at most.
std::vector<BoardPlan> wholes_with_classes();

class Board {
public:
    Board(const AttackedWorld& world, const BoardPlan& plan);

    const YearOfCounts& counts() const { return counts_; }
    const std::vector<const AttackedCell*>& cells() const { return cells_; }
    const Unknowns& sum(std::size_t cell) const { return sums_[cell]; }
    // Place of the cell's indicator in the plan; 0: the whole.
    std::size_t indicator(std::size_t cell) const { return indicators_[cell]; }
    const std::vector<Unknown>& unknowns() const { return unknowns_; }

    int persons(const Unknowns& unknowns) const;
    CountsByEmployer persons_by_employer(const Unknowns& unknowns) const;

private:
    void find_unknowns(const AttackedWorld& world, const BoardPlan& plan);
    void note_possible(std::map<Unknown, int>& truth, const BoardPlan& plan) const;
    void add_up(const AttackedCell& cell, std::size_t indicator);

    const YearOfCounts& counts_;
    std::vector<const AttackedCell*> cells_;
    std::vector<Unknowns> sums_;
    std::vector<std::size_t> indicators_;
    std::vector<Unknown> unknowns_;
    std::vector<int> truth_;  // persons, by unknown
};

// The boards of a world, each made once.
class Boards {
public:
    explicit Boards(const AttackedWorld& world) : world_(world) {}
    const AttackedWorld& world() const { return world_; }
    const Board& of(const BoardPlan& plan) { return boards_.try_emplace(plan, world_, plan).first->second; }

private:
    const AttackedWorld& world_;
    std::map<BoardPlan, Board> boards_;
};

const Board& drawn_board(Boards& boards, const std::vector<BoardPlan>& plans, WorldDice& dice);
// A cell with a value, of that period or later; nothing where there is none.
std::optional<std::size_t> drawn_shown_cell(const Board& board, std::size_t first_period, WorldDice& dice);

// Those of the first that are not in the second; nothing is asked of either but its order.
Unknowns without(const Unknowns& whole, const Unknowns& part);

// The rules of a single figure, said once more in other words: eleven persons, three employers, 85 %, and the first
// and second again without any one of them (then two employers).
bool tells_too_much(const CountsByEmployer& persons);

// What a member may learn of the others: eleven persons of two employers beside itself.
bool tells_a_member_too_much(const CountsByEmployer& others);

}  // namespace prevenance
