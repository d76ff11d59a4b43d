#include "domain/row_space.h"

#include <algorithm>

namespace prevenance {
namespace {

constexpr std::uint64_t prime = (1ULL << 61) - 1;

__extension__ using Wide = unsigned __int128;

std::uint64_t times(std::uint64_t one, std::uint64_t other) {
    return static_cast<std::uint64_t>(static_cast<Wide>(one) * other % prime);
}

std::uint64_t minus(std::uint64_t one, std::uint64_t other) {
    return one >= other ? one - other : one + prime - other;
}

// Fermat: the power prime - 2.
std::uint64_t inverse(std::uint64_t number) {
    std::uint64_t result = 1;
    for (auto power = prime - 2; power > 0; power >>= 1) {
        if ((power & 1) != 0) result = times(result, number);
        number = times(number, number);
    }
    return result;
}

void subtract_times(std::vector<std::uint64_t>& from, const std::vector<std::uint64_t>& row,
                    std::uint64_t factor) {
    for (std::size_t i = 0; i < from.size(); ++i)
        if (row[i] != 0) from[i] = minus(from[i], times(row[i], factor));
}

void multiply(std::vector<std::uint64_t>& row, std::uint64_t factor) {
    for (auto& entry : row) entry = times(entry, factor);
}

}  // namespace

RowSpace::RowSpace(const std::vector<std::vector<std::uint8_t>>& rows) : rows_(rows.size()) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ReducedRow row{0, {rows[i].begin(), rows[i].end()}, std::vector<std::uint64_t>(rows_, 0)};
        row.origin[i] = 1;
        clear_with_known(row);
        const auto first = std::ranges::find_if(row.entries, [](auto entry) { return entry != 0; });
        if (first == row.entries.end()) continue;
        row.pivot = static_cast<std::size_t>(first - row.entries.begin());
        const auto factor = inverse(*first);
        multiply(row.entries, factor);
        multiply(row.origin, factor);
        reduced_.push_back(std::move(row));
    }
}

void RowSpace::clear_with_known(ReducedRow& row) const {
    for (const auto& known : reduced_) {
        const auto factor = row.entries[known.pivot];
        if (factor == 0) continue;
        subtract_times(row.entries, known.entries, factor);
        subtract_times(row.origin, known.origin, factor);
    }
}

std::optional<std::vector<std::size_t>> RowSpace::rows_giving(const std::vector<std::uint8_t>& wanted) const {
    ReducedRow row{0, {wanted.begin(), wanted.end()}, std::vector<std::uint64_t>(rows_, 0)};
    clear_with_known(row);
    if (std::ranges::any_of(row.entries, [](auto entry) { return entry != 0; })) return std::nullopt;
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < rows_; ++i)
        if (row.origin[i] != 0) rows.push_back(i);
    return rows;
}

}  // namespace prevenance
