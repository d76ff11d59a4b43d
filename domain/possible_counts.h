// What may be known of a number of persons by whoever knows the exact count of every shown cell, and that nowhere are
// fewer than nobody: all numbers that agree with it, by integer programming (GLPK).
//
// The surprise: sums and differences do not see this. Where two cells of the same people leave no room for others, each
// number around them is known, and none of it is a sum of cells.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

struct glp_prob;

namespace prevenance {

class PossibleCounts {
public:
    using Columns = std::vector<std::size_t>;

    // A row for each shown cell: the columns that it adds up. `persons` by column, as they are in truth.
    PossibleCounts(const std::vector<Columns>& rows, std::vector<int> persons);

    // Whether it is certain that somebody is in these columns, and how many is known to less than `width` persons. True
    // also where that could not be found out.
    bool tells(const Columns& sought, int width);

private:
    struct Range {
        int least;
        int most;
        bool is_wide(int width) const { return least == 0 || most - least >= width; }
    };
    using Persons = std::vector<int>;  // by column

    void seek(const Columns& sought);
    bool find_extreme(int direction);
    bool find_whole_extreme();
    bool note(double (*value_of)(glp_prob*, int));
    Range range_of(const Columns& sought) const;

    std::unique_ptr<glp_prob, void (*)(glp_prob*)> problem_;
    Columns sought_;
    std::vector<Persons> known_;  // persons that agree with every cell; the truth first
};

}  // namespace prevenance
