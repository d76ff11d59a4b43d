// The smallest change of facts that would make a finding disappear: the fewest pieces of its evidence without
// which its rule no longer holds; where a team is counted and no fact can be named, how much less of what is
// counted. It serves whoever checks or contests a fact; it is not advice on what to delete. The surprise:
// several sets may be equally small, and a piece is taken away whole, with every fact that was merged into
// it.
#pragma once

#include "domain/fact.h"
#include "domain/finding.h"
#include "rules/rule_set.h"

#include <cstdint>
#include <vector>

namespace prevenance::rules {

constexpr std::size_t most_pieces_taken_away = 3;
constexpr std::size_t most_ways = 30;

// So many fewer (or more) of what a question about a team counts, nobody named.
struct CountChange {
    Change::Of of = Change::Of::figures;
    std::int64_t count = 0;
    bool more = false;
    std::vector<std::string> codes = {};  // of the figures
    bool operator==(const CountChange&) const = default;
};

struct Disappearance {
    // Each way is a set of pieces, in the order of the evidence; all are equally many and none fewer would
    // do. Empty: not found within the bounds.
    std::vector<std::vector<Evidence>> ways;
    bool more_ways = false;  // than `most_ways`
    // However one takes away that many pieces or fewer, the rule still holds.
    std::size_t still_holds_without = 0;
    // About a team that is only counted: all of these together. Each is the least of its kind that ends the
    // answer to its question, all else staying as it is.
    std::vector<CountChange> counts = {};
    bool operator==(const Disappearance&) const = default;
};

// As of the day of the finding, which must be one that `rules` find in this history. Comings, goings and
// figures of a team have no fact to take away: `counts` says how many fewer there would have to be.
Disappearance smallest_change(const RuleSet& rules, const Finding& finding, const Timeline& timeline,
                              std::uint64_t team_decision = 0);
Disappearance smallest_change(const RuleSet& rules, const Finding& finding, const TeamTimeline& timeline);

}  // namespace prevenance::rules
