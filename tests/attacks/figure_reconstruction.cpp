#include "tests/attacks/figure_reconstruction.h"

#include <glpk.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace prevenance {
namespace {

constexpr int branches_to_try = 2000;  // not a time: the same on every machine

class Equations {
public:
    Equations(const Board& board, const Coalition& coalition, const Unknowns& target)
        : problem_(glp_create_prob(), glp_delete_prob), columns_(board.cells().size()), persons_(board.cells().size()) {
        std::vector<std::vector<std::size_t>> shown_in(board.unknowns().size());
        for (std::size_t cell = 0; cell < board.cells().size(); ++cell) {
            if (!board.cells()[cell]->shown) continue;
            persons_[cell] = board.persons(board.sum(cell));
            for (const auto unknown : board.sum(cell)) shown_in[unknown].push_back(cell);
        }
        for (std::size_t i = 0; i < shown_in.size(); ++i) {
            const bool is_sought = std::ranges::binary_search(target, i);
            if (coalition.contains(board.unknowns()[i].employer))
                for (const auto cell : shown_in[i]) persons_[cell] -= board.persons({i});
            else if (shown_in[i].empty())
                is_bounded_ = is_bounded_ && !is_sought;
            else
                add_column(shown_in[i], is_sought);
        }
        for (std::size_t cell = 0; cell < columns_.size(); ++cell)
            if (!columns_[cell].empty()) add_row(cell);
    }

    std::optional<Interval> interval(double least_distance) {
        if (!is_bounded_) return std::nullopt;
        const auto least = in_fractions(GLP_MIN);
        const auto most = in_fractions(GLP_MAX);
        if (!least || !most) return std::nullopt;
        if (*most - *least > 2 * least_distance) return Interval{*least, *most};
        const auto least_whole = in_whole_persons(GLP_MIN);
        const auto most_whole = in_whole_persons(GLP_MAX);
        if (!least_whole || !most_whole) return std::nullopt;
        return Interval{*least_whole, *most_whole};
    }

private:
    // Unknowns that stand in the same equations are one number to whoever solves them.
    void add_column(const std::vector<std::size_t>& cells, bool is_sought) {
        if (!known_columns_.emplace(cells, is_sought).second) return;
        const int column = glp_add_cols(problem_.get(), 1);
        glp_set_col_bnds(problem_.get(), column, GLP_LO, 0, 0);
        glp_set_col_kind(problem_.get(), column, GLP_IV);
        glp_set_obj_coef(problem_.get(), column, is_sought ? 1 : 0);
        for (const auto cell : cells) columns_[cell].push_back(column);
    }

    void add_row(std::size_t cell) {
        std::vector<int> columns{0};
        columns.insert(columns.end(), columns_[cell].begin(), columns_[cell].end());
        const std::vector<double> ones(columns.size(), 1.0);
        const int row = glp_add_rows(problem_.get(), 1);
        glp_set_row_bnds(problem_.get(), row, GLP_FX, persons_[cell], persons_[cell]);
        glp_set_mat_row(problem_.get(), row, static_cast<int>(columns_[cell].size()), columns.data(), ones.data());
    }

    std::optional<double> in_fractions(int direction) {
        glp_set_obj_dir(problem_.get(), direction);
        glp_smcp simplex;
        glp_init_smcp(&simplex);
        simplex.msg_lev = GLP_MSG_OFF;
        glp_std_basis(problem_.get());
        if (glp_simplex(problem_.get(), &simplex) != 0) return std::nullopt;
        if (glp_get_status(problem_.get()) != GLP_OPT) return std::nullopt;
        return glp_get_obj_val(problem_.get());
    }

    std::optional<double> in_whole_persons(int direction) {
        const auto fractions = in_fractions(direction);
        if (!fractions || is_whole()) return fractions;
        glp_iocp integer;
        glp_init_iocp(&integer);
        integer.msg_lev = GLP_MSG_OFF;
        integer.cb_func = [](glp_tree* tree, void*) {
            int branches = 0;
            glp_ios_tree_size(tree, nullptr, nullptr, &branches);
            if (branches > branches_to_try) glp_ios_terminate(tree);
        };
        if (glp_intopt(problem_.get(), &integer) != 0 || glp_mip_status(problem_.get()) != GLP_OPT)
            return std::nullopt;
        return glp_mip_obj_val(problem_.get());
    }

    bool is_whole() const {
        for (int column = 1; column <= glp_get_num_cols(problem_.get()); ++column) {
            const double value = glp_get_col_prim(problem_.get(), column);
            if (std::abs(value - std::round(value)) > 1e-7) return false;
        }
        return true;
    }

    std::unique_ptr<glp_prob, decltype(&glp_delete_prob)> problem_;
    std::set<std::pair<std::vector<std::size_t>, bool>> known_columns_;
    std::vector<std::vector<int>> columns_;  // by cell
    std::vector<int> persons_;               // by cell, without the coalition's own
    bool is_bounded_ = true;
};

}  // namespace

double least_distance(int persons) {
    return std::max(5.0, std::ceil(persons / 5.0));
}

std::optional<Interval> reconstruct(const Board& board, const Coalition& coalition, const Unknowns& target) {
    return Equations{board, coalition, target}.interval(least_distance(board.persons(target)));
}

}  // namespace prevenance
