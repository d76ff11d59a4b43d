// The two kinds of subject that rules are asked about, a person and a team, and the evidence of what holds
// for one of them. For the parts of the engine only; everybody else calls rules/engine.h. The surprise: a
// rule may name others, so every question comes with the rules already known to hold, a bit each.
#pragma once

#include "rules/rule_set.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>

namespace prevenance::rules {

// Both subjects answer the same two questions.
struct PersonFacts {
    Person person;
    DayNumber as_of;
    QuickFacts quick = {};

    bool holds(const PlannedCondition& asked) const {
        return std::get<PersonAnswer>(asked.predicate->answer).holds(asked.question, person, as_of);
    }
    void gather(const PlannedCondition& asked, Gathered& gathered) const {
        std::get<PersonAnswer>(asked.predicate->answer).gather(asked.question, person, as_of, gathered);
    }
};

struct TeamFacts {
    const Team& team;
    DayNumber as_of;

    bool holds(const PlannedCondition& asked) const {
        return std::get<TeamAnswer>(asked.predicate->answer).holds(asked.question, team, as_of);
    }
    void gather(const PlannedCondition& asked, Gathered& gathered) const {
        std::get<TeamAnswer>(asked.predicate->answer).gather(asked.question, team, as_of, gathered);
    }
};

constexpr std::uint64_t bit(std::size_t rule) {
    return std::uint64_t{1} << rule;
}

template <class Facts>
bool holds(const PlannedCondition& condition, const Facts& facts, std::uint64_t decision) {
    const auto part_holds = [&](const PlannedCondition& part) { return holds(part, facts, decision); };
    switch (condition.kind) {
        case Condition::Kind::any:
            return std::ranges::any_of(condition.parts, part_holds);
        case Condition::Kind::all:
            return std::ranges::all_of(condition.parts, part_holds);
        case Condition::Kind::rule:
            return (decision & bit(condition.number)) != 0;
        case Condition::Kind::question:
            break;
    }
    return facts.holds(condition);
}

template <class Facts>
bool holds(const PlannedRule& rule, const Facts& facts, std::uint64_t decision) {
    return holds(rule.when, facts, decision) && !(rule.unless && holds(*rule.unless, facts, decision));
}

// Two questions of one rule often count the same facts; these are evidence once. Equal pieces of one question
// stay apart: two people may join a team on one day.
void merge_gathered(Gathered& into, Gathered part);

// The evidence of what holds. A rule that was named brings its own, unless it is about the team: that has its
// own finding.
template <class Facts>
class Gathering {
public:
    Gathering(const RuleSet& rules, RuleLevel level, const Facts& facts, std::uint64_t decision)
        : rules_(rules), level_(level), facts_(facts), decision_(decision) {}

    Gathered of(const PlannedCondition& condition) const {
        Gathered gathered;
        if (condition.kind == Condition::Kind::question) facts_.gather(condition, gathered);
        if (condition.kind == Condition::Kind::rule && rules_.rules()[condition.number].level == level_)
            gathered = of(rules_.planned(condition.number).when);
        for (const auto& part : condition.parts)
            if (holds(part, facts_, decision_)) merge_gathered(gathered, of(part));
        return gathered;
    }

private:
    const RuleSet& rules_;
    RuleLevel level_;
    const Facts& facts_;
    std::uint64_t decision_;
};

}  // namespace prevenance::rules
