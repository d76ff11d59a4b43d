#include "api/nearest_name.h"

#include <algorithm>
#include <vector>

namespace prevenance::api {
namespace {

// Levenshtein's distance, one row at a time.
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t column = 0; column < row.size(); ++column) row[column] = column;
    for (std::size_t line = 1; line <= left.size(); ++line) {
        auto diagonal = row[0];
        row[0] = line;
        for (std::size_t column = 1; column < row.size(); ++column) {
            const auto replaced = diagonal + (left[line - 1] == right[column - 1] ? 0 : 1);
            diagonal = row[column];
            row[column] = std::min({replaced, row[column] + 1, row[column - 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view typed, std::span<const std::string> known) {
    const std::string* nearest = nullptr;
    auto least = std::max<std::size_t>(2, typed.size() / 3) + 1;
    for (const auto& name : known) {
        const auto far = distance(typed, name);
        if (far >= least) continue;
        least = far;
        nearest = &name;
    }
    if (nearest == nullptr) return std::nullopt;
    return *nearest;
}

}  // namespace prevenance::api
