#include "rules/novelty.h"

#include <algorithm>
#include <tuple>

namespace prevenance::rules {
namespace {

bool has_fact(const EarlierSuggestion& suggestion, const FactId& fact) {
    return std::ranges::any_of(suggestion.evidence, [&](const Evidence& piece) {
        return std::ranges::find(piece.facts, fact) != piece.facts.end();
    });
}

bool has_dates(const EarlierSuggestion& suggestion, const Evidence& wanted) {
    return std::ranges::any_of(suggestion.evidence, [&](const Evidence& piece) {
        return piece.facts.empty() && std::tie(piece.code, piece.start, piece.end) ==
                                          std::tie(wanted.code, wanted.start, wanted.end);
    });
}

template <class Rests>
bool nowhere(std::span<const EarlierSuggestion> earlier, const std::string& rule, Rests rests) {
    return std::ranges::none_of(earlier, [&](const EarlierSuggestion& suggestion) {
        return suggestion.rule == rule && rests(suggestion);
    });
}

bool is_new(const Finding& finding, std::span<const EarlierSuggestion> earlier) {
    const auto& rule = finding.rule().id;
    if (!nowhere(earlier, rule, [](const EarlierSuggestion& suggestion) { return suggestion.open; }))
        return false;
    return std::ranges::any_of(finding.evidence(), [&](const Evidence& piece) {
        if (piece.facts.empty())
            return nowhere(earlier, rule,
                           [&](const auto& suggestion) { return has_dates(suggestion, piece); });
        return std::ranges::any_of(piece.facts, [&](const FactId& fact) {
            return nowhere(earlier, rule, [&](const auto& suggestion) { return has_fact(suggestion, fact); });
        });
    });
}

}  // namespace

std::vector<Finding> new_findings(std::vector<Finding> fresh, std::span<const EarlierSuggestion> earlier) {
    std::erase_if(fresh, [&](const Finding& finding) { return !is_new(finding, earlier); });
    return fresh;
}

}  // namespace prevenance::rules
