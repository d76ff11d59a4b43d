#include "domain/row_space.h"

#include "domain/prime_field.h"

#include <algorithm>

namespace prevenance {

using namespace prime_field;

namespace {

// A vector can be orthogonal to itself where numbers wrap around. With a weight a column that nobody chose, the product of
// independent rows is singular by a chance of one in 2^61 only.
std::uint64_t weight_of(std::size_t column) {
    return spread(2 * column);
}

std::uint64_t drawn(std::size_t column) {
    return spread(2 * column + 1);
}

}  // namespace

RowSpace::RowSpace(std::vector<Columns> rows, std::size_t columns) : rows_(std::move(rows)), columns_(columns) {
    const auto products = products_of_rows();
    for (std::size_t row = 0; row < rows_.size(); ++row) keep_if_it_adds_something(row, products[row]);
    draw_witness();
}

RowSpace::Products RowSpace::products_of_rows() const {
    std::vector<std::vector<std::size_t>> rows_with(columns_);
    for (std::size_t row = 0; row < rows_.size(); ++row)
        for (const auto column : rows_[row]) rows_with[column].push_back(row);
    Products products(rows_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) products[row].assign(row + 1, 0);
    for (std::size_t column = 0; column < columns_; ++column)
        for (const auto row : rows_with[column])
            for (const auto other : rows_with[column]) {
                if (other > row) break;
                products[row][other] = plus(products[row][other], weight_of(column));
            }
    return products;
}

void RowSpace::keep_if_it_adds_something(std::size_t row, const std::vector<std::uint64_t>& products) {
    std::vector<std::uint64_t> scaled;  // the lower triangle times the diagonal
    scaled.reserve(kept_.size());
    for (const auto& known : kept_)
        scaled.push_back(minus(products[known.row], product_sum(scaled, known.lower)));
    std::vector<std::uint64_t> lower(kept_.size());
    for (std::size_t i = 0; i < kept_.size(); ++i) lower[i] = times(scaled[i], kept_[i].inverse_of_diagonal);
    const auto diagonal = minus(products[row], product_sum(scaled, lower));
    if (diagonal != 0) kept_.push_back({row, std::move(lower), inverse(diagonal)});
}

// How often each kept row is taken, so that its products with the kept rows are `right`.
std::vector<std::uint64_t> RowSpace::solution(std::vector<std::uint64_t> right) const {
    for (std::size_t i = 0; i < kept_.size(); ++i) right[i] = minus(right[i], product_sum(kept_[i].lower, right));
    for (std::size_t i = 0; i < kept_.size(); ++i) right[i] = times(right[i], kept_[i].inverse_of_diagonal);
    for (std::size_t i = kept_.size(); i-- > 0;)
        for (std::size_t j = 0; j < i; ++j) right[j] = minus(right[j], times(kept_[i].lower[j], right[i]));
    return right;
}

std::vector<std::uint64_t> RowSpace::sum_of_kept(const std::vector<std::uint64_t>& times_taken) const {
    std::vector<std::uint64_t> sum(columns_, 0);
    for (std::size_t i = 0; i < kept_.size(); ++i)
        if (times_taken[i] != 0)
            for (const auto column : rows_[kept_[i].row]) sum[column] = plus(sum[column], times_taken[i]);
    return sum;
}

// A drawn vector less what of it lies in the space of the rows.
void RowSpace::draw_witness() {
    std::vector<std::uint64_t> products;
    for (const auto& known : kept_) {
        std::uint64_t product = 0;
        for (const auto column : rows_[known.row]) product = plus(product, drawn(column));
        products.push_back(product);
    }
    const auto within = sum_of_kept(solution(std::move(products)));
    for (std::size_t column = 0; column < columns_; ++column)
        witness_.push_back(minus(drawn(column), times(weight_of(column), within[column])));
}

std::optional<std::vector<std::size_t>> RowSpace::rows_giving(const Columns& wanted) const {
    std::uint64_t product = 0;
    for (const auto column : wanted) product = plus(product, witness_[column]);
    if (product != 0) return std::nullopt;

    std::vector<std::uint64_t> expected(columns_, 0);
    for (const auto column : wanted) expected[column] = 1;
    std::vector<std::uint64_t> products;
    for (const auto& known : kept_) {
        std::uint64_t weighted = 0;
        for (const auto column : rows_[known.row])
            if (expected[column] != 0) weighted = plus(weighted, weight_of(column));
        products.push_back(weighted);
    }
    const auto times_taken = solution(std::move(products));
    if (sum_of_kept(times_taken) != expected) return std::nullopt;
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < kept_.size(); ++i)
        if (times_taken[i] != 0) rows.push_back(kept_[i].row);
    return rows;
}

}  // namespace prevenance
