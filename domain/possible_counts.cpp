#include "domain/possible_counts.h"

#include <glpk.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace prevenance {
namespace {

constexpr int branches_to_try = 2000;  // not a time: the same on every machine
constexpr double nearly_whole = 1e-6;

int column_of(std::size_t column) { return static_cast<int>(column) + 1; }  // GLPK counts from 1

}  // namespace

PossibleCounts::PossibleCounts(const std::vector<Columns>& rows, std::vector<int> persons)
    : problem_(glp_create_prob(), glp_delete_prob) {
    glp_add_cols(problem_.get(), static_cast<int>(persons.size()));
    for (std::size_t column = 0; column < persons.size(); ++column) {
        glp_set_col_bnds(problem_.get(), column_of(column), GLP_LO, 0, 0);
        glp_set_col_kind(problem_.get(), column_of(column), GLP_IV);
    }
    for (const auto& row : rows) {
        std::vector<int> columns{0};
        int sum = 0;
        for (const auto column : row) {
            columns.push_back(column_of(column));
            sum += persons[column];
        }
        const std::vector<double> ones(columns.size(), 1.0);
        const int number = glp_add_rows(problem_.get(), 1);
        glp_set_row_bnds(problem_.get(), number, GLP_FX, sum, sum);
        glp_set_mat_row(problem_.get(), number, static_cast<int>(row.size()), columns.data(), ones.data());
    }
    known_.push_back(std::move(persons));
}

bool PossibleCounts::tells(const Columns& sought, int width) {
    if (range_of(sought).is_wide(width)) return false;
    seek(sought);
    for (const int direction : std::array{GLP_MAX, GLP_MIN}) {
        if (!find_extreme(direction)) return true;
        if (range_of(sought).is_wide(width)) return false;
    }
    return true;
}

void PossibleCounts::seek(const Columns& sought) {
    for (const auto column : sought_) glp_set_obj_coef(problem_.get(), column_of(column), 0);
    for (const auto column : sought) glp_set_obj_coef(problem_.get(), column_of(column), 1);
    sought_ = sought;
}

// The last solution is where the next one is looked for: only the question has changed.
bool PossibleCounts::find_extreme(int direction) {
    glp_set_obj_dir(problem_.get(), direction);
    glp_smcp simplex;
    glp_init_smcp(&simplex);
    simplex.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(problem_.get(), &simplex) != 0) {
        glp_std_basis(problem_.get());
        if (glp_simplex(problem_.get(), &simplex) != 0) return false;
    }
    if (glp_get_status(problem_.get()) != GLP_OPT) return false;
    return note(glp_get_col_prim) || find_whole_extreme();
}

bool PossibleCounts::find_whole_extreme() {
    glp_iocp integer;
    glp_init_iocp(&integer);
    integer.msg_lev = GLP_MSG_OFF;
    integer.cb_func = [](glp_tree* tree, void*) {
        int branches = 0;
        glp_ios_tree_size(tree, nullptr, nullptr, &branches);
        if (branches > branches_to_try) glp_ios_terminate(tree);
    };
    glp_intopt(problem_.get(), &integer);
    const int status = glp_mip_status(problem_.get());
    return (status == GLP_OPT || status == GLP_FEAS) && note(glp_mip_col_val);
}

// False where the solution cuts persons in pieces.
bool PossibleCounts::note(double (*value_of)(glp_prob*, int)) {
    Persons persons(known_.front().size());
    for (std::size_t column = 0; column < persons.size(); ++column) {
        const double value = value_of(problem_.get(), column_of(column));
        if (std::abs(value - std::round(value)) > nearly_whole) return false;
        persons[column] = static_cast<int>(std::lround(value));
    }
    known_.push_back(std::move(persons));
    return true;
}

PossibleCounts::Range PossibleCounts::range_of(const Columns& sought) const {
    Range range{std::numeric_limits<int>::max(), 0};
    for (const auto& persons : known_) {
        int sum = 0;
        for (const auto column : sought) sum += persons[column];
        range.least = std::min(range.least, sum);
        range.most = std::max(range.most, sum);
    }
    return range;
}

}  // namespace prevenance
