// What may be known of a number of persons, held against all the numbers there are: tried one by one.
#include "domain/possible_counts.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>

namespace prevenance {
namespace {

using Columns = PossibleCounts::Columns;

int sum(const std::vector<int>& persons, const Columns& columns) {
    return std::accumulate(columns.begin(), columns.end(), 0,
                           [&](int all, std::size_t column) { return all + persons[column]; });
}

// Every way to put persons into columns so that each row keeps its sum; nowhere are more than the largest row counts.
template <class Visit>
void for_each_way(const std::vector<Columns>& rows, const std::vector<int>& truth, Visit visit) {
    int most = 0;
    for (const auto& row : rows) most = std::max(most, sum(truth, row));
    std::vector<int> persons(truth.size(), 0);
    for (;;) {
        if (std::ranges::all_of(rows, [&](const auto& row) { return sum(persons, row) == sum(truth, row); }))
            visit(persons);
        std::size_t column = 0;
        while (column < persons.size() && persons[column] == most) persons[column++] = 0;
        if (column == persons.size()) return;
        ++persons[column];
    }
}

Columns drawn_columns(std::size_t number) {
    Columns columns;
    for (std::size_t column = 0; column < number; ++column)
        if (*rc::gen::arbitrary<bool>()) columns.push_back(column);
    return columns;
}

RC_GTEST_PROP(PossibleCounts, tells_what_no_way_to_count_contradicts, ()) {
    std::vector<int> truth(*rc::gen::inRange<std::size_t>(2, 5));
    for (auto& persons : truth) persons = *rc::gen::inRange(0, 4);
    Columns everybody(truth.size());
    std::iota(everybody.begin(), everybody.end(), 0U);
    std::vector<Columns> rows{everybody};
    for (int more = *rc::gen::inRange(0, 4); more > 0; --more)
        if (auto row = drawn_columns(truth.size()); !row.empty()) rows.push_back(std::move(row));
    PossibleCounts possible{rows, truth};
    for (int question = 0; question < 4; ++question) {
        const auto sought = drawn_columns(truth.size());
        const int width = *rc::gen::inRange(1, 6);
        int least = sum(truth, sought);
        int most = least;
        for_each_way(rows, truth, [&](const auto& persons) {
            least = std::min(least, sum(persons, sought));
            most = std::max(most, sum(persons, sought));
        });
        RC_ASSERT(possible.tells(sought, width) == (least > 0 && most - least < width));
    }
}

// Both cells count as many as the one around them: then everybody is in both. No sum of the three says so, only that
// nowhere are fewer than nobody.
TEST(PossibleCounts, two_cells_as_large_as_the_one_around_them_tell_who_is_in_both) {
    PossibleCounts possible{{{0, 1}, {1, 2}, {0, 1, 2, 3}}, {0, 7, 0, 0}};
    EXPECT_TRUE(possible.tells({1}, 1));
    EXPECT_FALSE(possible.tells({2}, 1)) << "nobody for certain: nobody is named";
}

// Were persons cut in pieces, the three could be 3 to 4.5.
TEST(PossibleCounts, halves_of_persons_leave_nothing_open) {
    PossibleCounts possible{{{0, 1, 3}, {1, 2, 3}, {0, 2, 3}, {3, 4}}, {1, 1, 1, 1, 0}};
    EXPECT_TRUE(possible.tells({0, 1, 2}, 1));
}

}  // namespace
}  // namespace prevenance
