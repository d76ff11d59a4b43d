#include "rules/disappearance.h"

#include "rules/engine.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace prevenance::rules {
namespace {

// Enough for three out of twenty-five; a person waits for the answer.
constexpr std::size_t most_tries = 2500;

using Places = std::vector<std::size_t>;
using HoldsWithout = std::function<bool(const std::vector<Evidence>&)>;

bool contains(const std::vector<Evidence>& pieces, const FactId& fact) {
    return std::ranges::any_of(pieces, [&](const Evidence& piece) {
        return std::ranges::find(piece.facts, fact) != piece.facts.end();
    });
}

std::vector<Fact> without(std::vector<Fact> facts, const std::vector<Evidence>& pieces) {
    std::erase_if(facts, [&](const Fact& fact) { return contains(pieces, fact.id); });
    return facts;
}

bool names(const std::vector<Finding>& findings, const Finding& sought) {
    return std::ranges::any_of(findings, [&](const Finding& found) { return found.rule() == sought.rule(); });
}

// The next choice of as many places out of `all`, in the order of a dictionary; false after the last.
bool advance(Places& chosen, std::size_t all) {
    for (std::size_t back = chosen.size(); back-- > 0;) {
        if (chosen[back] + (chosen.size() - back) >= all) continue;
        std::iota(chosen.begin() + static_cast<std::ptrdiff_t>(back), chosen.end(), chosen[back] + 1);
        return true;
    }
    return false;
}

std::size_t choices(std::size_t all, std::size_t taken) {
    std::size_t count = 1;
    for (std::size_t i = 0; i < taken; ++i) count = count * (all - i) / (i + 1);
    return count;
}

void try_every(const std::vector<Evidence>& pieces, std::size_t taken, const HoldsWithout& holds_without,
               Disappearance& found) {
    Places chosen(taken);
    std::iota(chosen.begin(), chosen.end(), std::size_t{0});
    do {
        std::vector<Evidence> gone;
        for (const auto place : chosen) gone.push_back(pieces[place]);
        if (holds_without(gone)) continue;
        if (found.ways.size() == most_ways) {
            found.more_ways = true;
            return;
        }
        found.ways.push_back(std::move(gone));
    } while (advance(chosen, pieces.size()));
}

Disappearance search(const Finding& finding, const HoldsWithout& holds_without) {
    Disappearance found;
    auto pieces = finding.evidence();
    std::erase_if(pieces, [](const Evidence& piece) { return piece.facts.empty(); });
    std::size_t tries = 0;
    const auto most = std::min(most_pieces_taken_away, pieces.size());
    for (std::size_t taken = 1; taken <= most; ++taken) {
        tries += choices(pieces.size(), taken);
        if (tries > most_tries) return found;
        try_every(pieces, taken, holds_without, found);
        if (!found.ways.empty()) return found;
        found.still_holds_without = taken;
    }
    return found;
}

}  // namespace

Disappearance smallest_change(const RuleSet& rules, const Finding& finding, const Timeline& timeline,
                              std::uint64_t team_decision) {
    return search(finding, [&](const std::vector<Evidence>& gone) {
        auto left = timeline;
        left.facts = without(std::move(left.facts), gone);
        return names(evaluate(rules, left, finding.as_of(), team_decision), finding);
    });
}

Disappearance smallest_change(const RuleSet& rules, const Finding& finding, const TeamTimeline& timeline) {
    return search(finding, [&](const std::vector<Evidence>& gone) {
        auto left = timeline;
        left.facts = without(std::move(left.facts), gone);
        return names(evaluate(rules, left, finding.as_of()), finding);
    });
}

}  // namespace prevenance::rules
