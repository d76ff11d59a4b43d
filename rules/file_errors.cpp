#include "rules/file_errors.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace prevenance::rules {
namespace {

// Edit distance with single insertions, deletions, replacements (Levenshtein), in characters.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= from.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

std::string joined(std::span<const std::string_view> names) {
    std::string text;
    for (const auto name : names) {
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

}  // namespace

void FileErrors::add(Position at, std::string code, std::string message) {
    errors_.push_back({at, std::move(code), std::move(message)});
}

std::vector<FieldError> FileErrors::sorted() const {
    auto ordered = errors_;
    std::ranges::stable_sort(ordered, {}, [](const Complaint& complaint) {
        return std::tuple(complaint.at.line, complaint.at.column);
    });
    std::vector<FieldError> fields;
    for (auto& complaint : ordered) {
        auto place =
            file_ + ":" + std::to_string(complaint.at.line) + ":" + std::to_string(complaint.at.column);
        auto line = place + ": " + complaint.message;
        fields.push_back({std::move(place), std::move(complaint.code), std::move(line)});
    }
    return fields;
}

std::unexpected<Error> FileErrors::failure() const {
    return refuse(sorted());
}

std::unexpected<Error> refuse(std::vector<FieldError> complaints) {
    std::string lines;
    for (const auto& complaint : complaints) {
        if (!lines.empty()) lines += '\n';
        lines += complaint.message;
    }
    return std::unexpected(Error{ErrorCode::invalid, std::move(lines), std::move(complaints)});
}

std::string suggestion(std::string_view unknown, std::span<const std::string_view> known) {
    if (known.empty() || unknown.size() > 64) return {};
    const auto nearest =
        std::ranges::min_element(known, {}, [&](std::string_view name) { return distance(unknown, name); });
    const auto tolerated = (std::max(unknown.size(), nearest->size()) + 1) / 3;
    if (distance(unknown, *nearest) <= tolerated) return " (did you mean '" + std::string(*nearest) + "'?)";
    return " (known: " + joined(known) + ")";
}

}  // namespace prevenance::rules
