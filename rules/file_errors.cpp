#include "rules/file_errors.h"

#include "domain/folded_text.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace prevenance::rules {
namespace {

constexpr std::size_t longest_misspelt = 64;

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

std::string Complaint::place() const {
    return file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string Complaint::line() const {
    return place() + ": " + (path.empty() ? "" : path + ": ") + message + " [" + code + "]";
}

void FileErrors::add(Position at, std::string code, std::string message) {
    const auto named = paths_.find(at);
    add(at, named == paths_.end() ? std::string{} : named->second, std::move(code), std::move(message));
}

void FileErrors::add(Position at, std::string path, std::string code, std::string message) {
    if (errors_.size() == most_complaints) {
        ++left_out_;
        return;
    }
    errors_.push_back({file_, at, std::move(path), std::move(code), std::move(message)});
}

std::vector<Complaint> FileErrors::complaints() const {
    auto ordered = errors_;
    std::ranges::stable_sort(ordered, {}, &Complaint::at);
    if (left_out_ > 0)
        ordered.push_back(
            {file_,
             ordered.back().at,
             {},
             "too_many_errors",
             "et " + std::to_string(left_out_) + " erreurs de plus. Corrigez d’abord celles qui précèdent."});
    return ordered;
}

std::unexpected<Error> FileErrors::failure() const {
    return refuse(complaints());
}

std::unexpected<Error> refuse(std::span<const Complaint> complaints) {
    std::vector<FieldError> fields;
    for (const auto& complaint : complaints)
        fields.push_back({complaint.place(), complaint.code, complaint.line()});
    return refuse(std::move(fields));
}

std::unexpected<Error> refuse(std::vector<FieldError> complaints) {
    std::string lines;
    for (const auto& complaint : complaints) {
        if (!lines.empty()) lines += '\n';
        lines += complaint.message;
    }
    return std::unexpected(Error{ErrorCode::invalid, std::move(lines), std::move(complaints)});
}

std::optional<std::string_view> nearest(std::string_view unknown, std::span<const std::string_view> known) {
    if (known.empty() || unknown.size() > longest_misspelt) return std::nullopt;
    const auto typed = folded(unknown);
    const auto far = [&](std::string_view name) {
        return std::min(distance(unknown, name), distance(typed, folded(name)));
    };
    const auto found = std::ranges::min_element(known, {}, far);
    const auto tolerated = (std::max(unknown.size(), found->size()) + 1) / 3;
    if (far(*found) > tolerated) return std::nullopt;
    return *found;
}

std::string suggestion(std::string_view unknown, std::span<const std::string_view> known) {
    if (known.empty() || unknown.size() > longest_misspelt) return {};
    if (const auto near = nearest(unknown, known)) return ". Vouliez-vous dire " + quoted(*near) + "\u00a0?";
    return ". Noms connus\u00a0: " + joined(known);
}

std::string named_after(const std::string& file) {
    const auto slash = file.find_last_of('/');
    const auto name = slash == std::string::npos ? file : file.substr(slash + 1);
    return name.substr(0, name.rfind('.'));
}

std::string quoted(std::string_view word) {
    constexpr std::size_t longest = 60;
    auto shown = word.substr(0, longest);
    while (!shown.empty() && shown.size() < word.size() &&
           (static_cast<unsigned char>(word[shown.size()]) & 0xC0U) == 0x80U)
        shown.remove_suffix(1);
    return "«\u00a0" + std::string(shown) + (shown.size() < word.size() ? "…" : "") + "\u00a0»";
}

}  // namespace prevenance::rules
