// The smallest change of facts that would make a finding disappear: the fewest pieces of its evidence without
// which its rule no longer holds. It serves whoever checks or contests a fact; it is not advice on what to
// delete. The surprise: several sets may be equally small, and a piece is taken away whole, with every fact
// that was merged into it.
#pragma once

#include "domain/fact.h"
#include "domain/finding.h"
#include "rules/rule_set.h"

#include <cstdint>
#include <vector>

namespace prevenance::rules {

constexpr std::size_t most_pieces_taken_away = 3;
constexpr std::size_t most_ways = 30;

struct Disappearance {
    // Each way is a set of pieces, in the order of the evidence; all are equally many and none fewer would
    // do. Empty: not found within the bounds.
    std::vector<std::vector<Evidence>> ways;
    bool more_ways = false;  // than `most_ways`
    // However one takes away that many pieces or fewer, the rule still holds.
    std::size_t still_holds_without = 0;
    bool operator==(const Disappearance&) const = default;
};

// As of the day of the finding, which must be one that `rules` find in this history. Comings, goings and
// figures of a team have no fact to take away, so they stay.
Disappearance smallest_change(const RuleSet& rules, const Finding& finding, const Timeline& timeline,
                              std::uint64_t team_decision = 0);
Disappearance smallest_change(const RuleSet& rules, const Finding& finding, const TeamTimeline& timeline);

}  // namespace prevenance::rules
