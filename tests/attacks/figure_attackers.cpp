#include "tests/attacks/figure_attackers.h"

#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>

namespace prevenance {
namespace {

using Pattern = unsigned;  // in which periods a person was counted
constexpr std::size_t targets_of_an_indicator = 2;
constexpr int milliseconds_to_branch = 500;

// One unknown of the attacker: so many persons of one employer and job, counted in these periods.
struct Unknown {
    std::uint32_t employer;
    std::uint32_t job;
    Pattern pattern;
    auto operator<=>(const Unknown&) const = default;
};

// Everything about one indicator: the truth, and which unknowns each cell adds up.
class Board {
public:
    Board(const AttackedWorld& world, const std::string& indicator) : world_(world) {
        for (const auto& person : world.counts.persons.at(indicator))
            ++truth_[{person.employer, person.job_family, person.periods}];
        for (const auto& person : world.counts.persons.at("employees"))
            for (unsigned quarter = 0; quarter < whole_year; ++quarter)
                truth_.try_emplace({person.employer, person.job_family, 1U << quarter | 1U << whole_year});
        for (const auto& cell : world.cells)
            if (std::get<2>(cell.place) == indicator) cells_.push_back(&cell);
        for (const auto* cell : cells_) sums_.push_back(unknowns_of(cell->place));
        for (const auto& [unknown, count] : truth_) {
            unknowns_.push_back(unknown);
            counts_.push_back(count);
        }
    }

    const std::vector<const AttackedCell*>& cells() const { return cells_; }
    const std::set<Unknown>& sum(std::size_t cell) const { return sums_[cell]; }
    const std::vector<Unknown>& unknowns() const { return unknowns_; }
    const std::vector<int>& counts() const { return counts_; }

    std::map<std::uint32_t, int> persons_by_employer(const std::set<Unknown>& unknowns) const {
        std::map<std::uint32_t, int> persons;
        for (const auto& one : unknowns)
            if (const int count = truth_.at(one); count > 0) persons[one.employer] += count;
        return persons;
    }
    int persons(const std::set<Unknown>& unknowns) const {
        int all = 0;
        for (const auto& one : unknowns) all += truth_.at(one);
        return all;
    }

private:
    std::set<Unknown> unknowns_of(const CubePlace& place) const {
        const auto& [network, period, indicator, dimension, category] = place;
        const auto members = std::ranges::find(world_.counts.networks, network, &CubeNetwork::id)->members[period];
        std::set<Unknown> all;
        for (const auto& [unknown, count] : truth_) {
            const auto& employer = world_.counts.employers[unknown.employer];
            const bool is_there =
                dimension == CellDimension::whole ||
                (dimension == CellDimension::department && employer.department == category) ||
                (dimension == CellDimension::size_class && employer.size_class == category) ||
                (dimension == CellDimension::job_family && world_.counts.job_families[unknown.job] == category);
            if (is_there && (unknown.pattern >> period & 1U) != 0 &&
                std::ranges::find(members, unknown.employer) != members.end())
                all.insert(unknown);
        }
        return all;
    }

    const AttackedWorld& world_;
    std::map<Unknown, int> truth_;
    std::vector<const AttackedCell*> cells_;
    std::vector<std::set<Unknown>> sums_;
    std::vector<Unknown> unknowns_;
    std::vector<int> counts_;
};

// The rules of a single figure, said once more in other words: eleven persons, three employers, 85 %, and the first
// and second again without any one of them (then two employers).
bool tells_too_much(const std::map<std::uint32_t, int>& persons) {
    int all = 0;
    int most = 0;
    for (const auto& [employer, count] : persons) {
        all += count;
        most = std::max(most, count);
    }
    return persons.size() < 3 || all < 11 || all - most < 11 || 20 * most > 17 * all;
}

bool is_same_but(const CubePlace& one, const CubePlace& other, Attack attack) {
    const bool same_network = std::get<0>(one) == std::get<0>(other);
    const bool same_period = std::get<1>(one) == std::get<1>(other);
    if (attack == Attack::differencing) return same_network && same_period;
    if (attack == Attack::nested_networks) return !same_network && same_period;
    return std::get<1>(one) != whole_year && std::get<1>(other) == whole_year;
}

void subtract(const Board& board, Attack attack, AttackCount& count) {
    for (std::size_t inner = 0; inner < board.cells().size(); ++inner)
        for (std::size_t outer = 0; outer < board.cells().size(); ++outer) {
            if (inner == outer || !board.cells()[inner]->shown || !board.cells()[outer]->shown) continue;
            if (!is_same_but(board.cells()[inner]->place, board.cells()[outer]->place, attack)) continue;
            const auto& part = board.sum(inner);
            const auto& whole = board.sum(outer);
            if (part.size() >= whole.size() || !std::ranges::includes(whole, part)) continue;
            std::set<Unknown> rest;
            std::ranges::set_difference(whole, part, std::inserter(rest, rest.end()));
            ++count.tried;
            if (tells_too_much(board.persons_by_employer(rest))) ++count.exact;
        }
}

struct Interval {
    double least = 0;
    double most = 0;
};

// All whole numbers of persons that agree with every shown cell and with what the coalition knows.
class Reconstruction {
public:
    Reconstruction(const Board& board, const std::set<std::uint32_t>& coalition)
        : board_(board), problem_(glp_create_prob(), glp_delete_prob) {
        const auto columns = board.unknowns().size();
        glp_add_cols(problem_.get(), static_cast<int>(columns));
        for (std::size_t i = 0; i < columns; ++i) {
            const int column = static_cast<int>(i) + 1;
            column_of_[board.unknowns()[i]] = column;
            const bool is_known = coalition.contains(board.unknowns()[i].employer);
            glp_set_col_bnds(problem_.get(), column, is_known ? GLP_FX : GLP_LO, is_known ? board.counts()[i] : 0, 0);
            glp_set_col_kind(problem_.get(), column, GLP_IV);
        }
        for (std::size_t cell = 0; cell < board.cells().size(); ++cell)
            if (board.cells()[cell]->shown) add_row(board.sum(cell));
    }

    std::optional<Interval> interval(const std::set<Unknown>& target) {
        for (const auto& [unknown, column] : column_of_)
            glp_set_obj_coef(problem_.get(), column, target.contains(unknown) ? 1 : 0);
        const auto least = optimum(GLP_MIN);
        const auto most = optimum(GLP_MAX);
        if (!least || !most) return std::nullopt;
        return Interval{*least, *most};
    }

private:
    void add_row(const std::set<Unknown>& sum) {
        std::vector<int> columns{0};
        std::vector<double> ones(sum.size() + 1, 1.0);
        for (const auto& unknown : sum) columns.push_back(column_of_.at(unknown));
        const int row = glp_add_rows(problem_.get(), 1);
        const int persons = board_.persons(sum);
        glp_set_row_bnds(problem_.get(), row, GLP_FX, persons, persons);
        glp_set_mat_row(problem_.get(), row, static_cast<int>(sum.size()), columns.data(), ones.data());
    }

    // Nothing where GLPK gives up; then the attack has failed. Infinite where there is no bound.
    std::optional<double> optimum(int direction) {
        glp_set_obj_dir(problem_.get(), direction);
        glp_smcp simplex;
        glp_init_smcp(&simplex);
        simplex.msg_lev = GLP_MSG_OFF;
        simplex.presolve = GLP_OFF;
        glp_std_basis(problem_.get());
        if (glp_simplex(problem_.get(), &simplex) != 0) return std::nullopt;
        if (glp_get_status(problem_.get()) == GLP_UNBND) return std::numeric_limits<double>::infinity();
        if (glp_get_status(problem_.get()) != GLP_OPT) return std::nullopt;
        if (is_whole()) return glp_get_obj_val(problem_.get());
        glp_iocp integer;
        glp_init_iocp(&integer);
        integer.msg_lev = GLP_MSG_OFF;
        integer.tm_lim = milliseconds_to_branch;
        if (glp_intopt(problem_.get(), &integer) != 0) return std::nullopt;
        return glp_mip_obj_val(problem_.get());
    }

    bool is_whole() const {
        for (int column = 1; column <= glp_get_num_cols(problem_.get()); ++column) {
            const double value = glp_get_col_prim(problem_.get(), column);
            if (std::abs(value - std::round(value)) > 1e-7) return false;
        }
        return true;
    }

    const Board& board_;
    std::unique_ptr<glp_prob, decltype(&glp_delete_prob)> problem_;
    std::map<Unknown, int> column_of_;
};

struct Target {
    std::set<Unknown> unknowns;
    std::optional<std::uint32_t> employer;  // whose persons; nothing: a hidden cell
};

// The persons of one employer in a shown cell, or a cell that is too small to be shown.
std::optional<Target> drawn_target(const Board& board, WorldDice& dice) {
    if (board.cells().empty()) return std::nullopt;
    const auto cell = dice.below(board.cells().size());
    const auto by_employer = board.persons_by_employer(board.sum(cell));
    if (!board.cells()[cell]->shown) {
        if (!tells_too_much(by_employer) || board.sum(cell).empty()) return std::nullopt;
        return Target{board.sum(cell), std::nullopt};
    }
    auto chosen = by_employer.begin();
    std::advance(chosen, static_cast<std::ptrdiff_t>(dice.below(by_employer.size())));
    Target target{{}, chosen->first};
    for (const auto& unknown : board.sum(cell))
        if (unknown.employer == chosen->first) target.unknowns.insert(unknown);
    return target;
}

// The largest others first, which leave the least to hide behind; now and then any.
std::set<std::uint32_t> drawn_coalition(const AttackedWorld& world, const Target& target, std::size_t members,
                                        WorldDice& dice) {
    std::map<std::uint32_t, int> employees;
    for (const auto& person : world.counts.persons.at("employees")) ++employees[person.employer];
    std::vector<std::pair<int, std::uint32_t>> others;
    const bool any = dice.percent(50);
    for (const auto& [employer, count] : employees)
        if (employer != target.employer) others.emplace_back(any ? static_cast<int>(dice.below(1000)) : count, employer);
    std::ranges::sort(others, std::greater{});
    std::set<std::uint32_t> coalition;
    for (std::size_t i = 0; i < std::min(members, others.size()); ++i) coalition.insert(others[i].second);
    return coalition;
}

void reconstruct(const AttackedWorld& world, const Board& board, std::size_t members, WorldDice& dice,
                 AttackCount& count) {
    auto target = drawn_target(board, dice);
    if (!target) return;
    const auto coalition = drawn_coalition(world, *target, members, dice);
    std::erase_if(target->unknowns, [&](const Unknown& one) { return coalition.contains(one.employer); });
    if (target->unknowns.empty()) return;
    ++count.tried;
    const auto interval = Reconstruction{board, coalition}.interval(target->unknowns);
    if (!interval) return;
    const double width = interval->most - interval->least;
    if (width < 0.5) ++count.exact;
    else if (width + 1e-6 < std::max(5.0, std::ceil(board.persons(target->unknowns) / 5.0))) ++count.narrow;
}

const char* name_of(Attack attack) {
    switch (attack) {
        case Attack::differencing: return "differencing within a network";
        case Attack::nested_networks: return "nested networks";
        case Attack::time_slicing: return "year less quarters";
        case Attack::outsider: return "reconstruction, outsider";
        case Attack::coalition_of_one: return "reconstruction, one member";
        case Attack::coalition_of_two: return "reconstruction, two members";
    }
    return "";
}

}  // namespace

AttackedWorld publish_year(const WorldPlan& plan, std::span<const AuditStep> steps) {
    AttackedWorld world{drawn_world(plan), {}};
    const auto indicators = drawn_indicators();
    EarlierCells earlier;
    for (std::size_t period = 0; period < periods_of_a_year; ++period)
        for (const auto& [network, cells] :
             decide_cubes(world.counts, indicators, earlier, period, DisclosureThresholds{}, steps))
            for (const auto& one : cells) {
                const CubePlace place{network, period, one.indicator, one.dimension, one.category};
                earlier[place] = !one.cell.is_hidden();
                world.cells.push_back({place, !one.cell.is_hidden(), one.cell.value().value_or(0),
                                       one.cell.hidden_because()});
            }
    return world;
}

AttackCount attack_world(const AttackedWorld& world, Attack attack, WorldDice& dice) {
    AttackCount count{name_of(attack)};
    for (const auto* indicator : {"employees", "signals", "signals_work", "talks"}) {
        const Board board{world, indicator};
        if (attack <= Attack::time_slicing) {
            subtract(board, attack, count);
            continue;
        }
        const auto members = static_cast<std::size_t>(attack) - static_cast<std::size_t>(Attack::outsider);
        for (std::size_t i = 0; i < targets_of_an_indicator; ++i) reconstruct(world, board, members, dice, count);
    }
    return count;
}

}  // namespace prevenance
