// Exact linear algebra over the integers modulo the prime 2^61 - 1: which sums of published counts, each taken any
// number of times and added or subtracted, give another count. The matrices hold zeros and ones; a sum that
// exists over the rationals exists here too, and one that exists here only would need a minor that the prime
// divides, which errs on the side of hiding.
//
// The surprise: nearly every question is answered "no" by one multiplication. A vector that is orthogonal to all rows,
// and random otherwise, is orthogonal to no other vector than their sums (but for one chance in 2^61).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace prevenance {

class RowSpace {
public:
    using Columns = std::vector<std::size_t>;  // where a vector has its ones, ascending; elsewhere zeros

    // Rows that add nothing to those before them are left aside. Time grows with the cube of the number of rows.
    RowSpace(std::vector<Columns> rows, std::size_t columns);

    // The rows that take part in the sum that gives `wanted`, ascending; nothing where there is no such sum. Empty
    // for a vector of zeros.
    std::optional<std::vector<std::size_t>> rows_giving(const Columns& wanted) const;

    // By column. Vectors of which the entries here do not add up to 0 modulo the prime are no sum of rows, and of fewer
    // rows neither.
    const std::vector<std::uint64_t>& witness() const { return witness_; }

    std::size_t rank() const { return kept_.size(); }

private:
    // A row of the product of the matrix with its weighted transpose, as lower triangle, diagonal, upper triangle.
    struct KeptRow {
        std::size_t row;
        std::vector<std::uint64_t> lower;
        std::uint64_t inverse_of_diagonal;
    };
    using Products = std::vector<std::vector<std::uint64_t>>;

    Products products_of_rows() const;
    void keep_if_it_adds_something(std::size_t row, const std::vector<std::uint64_t>& products);
    std::vector<std::uint64_t> solution(std::vector<std::uint64_t> right) const;
    std::vector<std::uint64_t> sum_of_kept(const std::vector<std::uint64_t>& times_taken) const;
    void draw_witness();

    std::vector<Columns> rows_;
    std::size_t columns_;
    std::vector<KeptRow> kept_;
    std::vector<std::uint64_t> witness_;
};

}  // namespace prevenance
