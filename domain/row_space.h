// Exact linear algebra over the integers modulo the prime 2^61 - 1: which sums of published counts, each taken any
// number of times and added or subtracted, give another count. The matrices hold zeros and ones; a sum that
// exists over the rationals exists here too, and one that exists here only would need a minor that the prime
// divides, which errs on the side of hiding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace prevenance {

class RowSpace {
public:
    // Rows of one length, entries 0 or 1.
    explicit RowSpace(const std::vector<std::vector<std::uint8_t>>& rows);

    // The rows that take part in a sum that gives `wanted`, ascending; nothing where there is no such sum. Empty
    // for a vector of zeros.
    std::optional<std::vector<std::size_t>> rows_giving(const std::vector<std::uint8_t>& wanted) const;

    std::size_t rank() const { return reduced_.size(); }

private:
    struct ReducedRow {
        std::size_t pivot;
        std::vector<std::uint64_t> entries;
        std::vector<std::uint64_t> origin;  // how often each given row takes part
    };
    void clear_with_known(ReducedRow& row) const;

    std::size_t rows_ = 0;
    std::vector<ReducedRow> reduced_;
};

}  // namespace prevenance
