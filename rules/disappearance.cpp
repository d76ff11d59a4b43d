#include "rules/disappearance.h"

#include "rules/engine.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <variant>

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

using Changes = std::optional<std::vector<CountChange>>;

// What would have to be counted otherwise for a condition that holds to hold no more. Nothing where that
// cannot be told: two counts of one kind may overlap, and a question may have no number to change.
class Counted {
public:
    Counted(const RuleSet& rules, const Team& team, Date as_of)
        : rules_(rules),
          team_(team),
          as_of_(day_number(as_of)),
          decision_(decide_team(rules, team, as_of_)) {}

    Changes changes(const PlannedCondition& condition) const {
        switch (condition.kind) {
            case Condition::Kind::question:
                return of_question(condition);
            case Condition::Kind::rule:
                return changes(rules_.planned(condition.number).when);
            case Condition::Kind::all:
                return least_of(condition.parts);
            case Condition::Kind::any:
                return all_of(condition.parts);
        }
        return std::nullopt;
    }

private:
    bool holds(const PlannedCondition& condition) const {
        const auto part_holds = [&](const PlannedCondition& part) { return holds(part); };
        switch (condition.kind) {
            case Condition::Kind::question:
                return std::get<TeamAnswer>(condition.predicate->answer)
                    .holds(condition.question, team_, as_of_);
            case Condition::Kind::rule:
                return (decision_ >> condition.number & 1U) != 0;
            case Condition::Kind::all:
                return std::ranges::all_of(condition.parts, part_holds);
            case Condition::Kind::any:
                return std::ranges::any_of(condition.parts, part_holds);
        }
        return false;
    }

    Changes of_question(const PlannedCondition& condition) const {
        const auto& answer = std::get<TeamAnswer>(condition.predicate->answer);
        if (answer.change == nullptr) return std::nullopt;
        const auto change = answer.change(condition.question, team_, as_of_);
        CountChange counted{change.of, change.count, change.more};
        for (std::size_t code = 0; code < rules_.code_count(); ++code)
            if (change.codes[code]) counted.codes.push_back(rules_.code(static_cast<std::uint8_t>(code)));
        return std::vector{counted};
    }

    // One part that fails is enough.
    Changes least_of(const std::vector<PlannedCondition>& parts) const {
        Changes least;
        for (const auto& part : parts) {
            auto found = changes(part);
            if (found && (!least || found->size() < least->size())) least = std::move(found);
        }
        return least;
    }

    Changes all_of(const std::vector<PlannedCondition>& parts) const {
        std::vector<CountChange> together;
        for (const auto& part : parts) {
            if (!holds(part)) continue;
            const auto found = changes(part);
            if (!found) return std::nullopt;
            for (const auto& change : *found) {
                const bool twice = std::ranges::any_of(together, [&](const CountChange& other) {
                    return other.of == change.of && other.codes == change.codes;
                });
                if (twice) return std::nullopt;
                together.push_back(change);
            }
        }
        return together;
    }

    const RuleSet& rules_;
    const Team& team_;
    DayNumber as_of_;
    std::uint64_t decision_;
};

std::vector<CountChange> counts_to_change(const RuleSet& rules, const Finding& finding,
                                          const TeamTimeline& timeline) {
    const auto at = std::ranges::find(rules.rules(), finding.rule(), &Rule::identity);
    if (at == rules.rules().end()) return {};
    const CodedTeam coded(rules, timeline);
    const Team team = coded.view();
    const auto place = static_cast<std::size_t>(at - rules.rules().begin());
    return Counted(rules, team, finding.as_of())
        .changes(rules.planned(place).when)
        .value_or(std::vector<CountChange>{});
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
    auto found = search(finding, [&](const std::vector<Evidence>& gone) {
        auto left = timeline;
        left.facts = without(std::move(left.facts), gone);
        return names(evaluate(rules, left, finding.as_of()), finding);
    });
    if (found.ways.empty()) found.counts = counts_to_change(rules, finding, timeline);
    return found;
}

}  // namespace prevenance::rules
