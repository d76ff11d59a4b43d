#include "rules/clauses.h"

#include "rules/engine.h"
#include "rules/threshold_words.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace prevenance::rules {
namespace {

using RuleHolds = std::function<bool(const std::string&)>;
using Holds = std::function<bool(const RuleSet&)>;

// One question, or one tree of them, alone in a rule of its own. Rules that it names are answered apart.
std::optional<RuleSet> alone(const Rule& rule, const Condition& question) {
    Rule single = rule;
    single.when = question;
    single.unless.reset();
    auto set = RuleSet::make({std::move(single)});
    if (!set) return std::nullopt;
    return std::move(*set);
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

std::string question_words(const Rule& rule, const Condition& question) {
    std::vector<std::string> numbers;
    for (std::size_t at = 0; at < question.thresholds.size(); ++at) {
        const auto* threshold = rule.find_threshold(question.thresholds[at]);
        numbers.push_back(std::string(question.predicate->parameters[at].name) + " " +
                          value_words(threshold->value, threshold->unit));
    }
    auto words = std::string(question.predicate->name) + "\u00A0: " + listed(numbers);
    if (!question.codes.empty()) words += "\u00A0; " + listed(question.codes);
    return words;
}

class Walk {
public:
    Walk(const Rule& rule, Holds holds, RuleHolds rule_holds)
        : rule_(rule), holds_(std::move(holds)), rule_holds_(std::move(rule_holds)) {}

    // The clause itself comes before its parts.
    bool add(const Condition& condition, int depth, const std::string& before) {
        const auto place = clauses_.size();
        clauses_.push_back({depth, false, before + words_of(condition)});
        bool holds = condition.kind == Condition::Kind::all;
        for (const auto& part : condition.parts) {
            const bool part_holds = add(part, depth + 1, "");
            holds = condition.kind == Condition::Kind::all ? holds && part_holds : holds || part_holds;
        }
        if (condition.kind == Condition::Kind::rule) holds = rule_holds_(condition.rule);
        if (condition.kind == Condition::Kind::question) {
            const auto set = alone(rule_, condition);
            holds = set && holds_(*set);
        }
        clauses_[place].holds = holds;
        return holds;
    }

    std::vector<Clause> clauses() && { return std::move(clauses_); }

private:
    std::string words_of(const Condition& condition) const {
        switch (condition.kind) {
            case Condition::Kind::all:
                return "toutes ces conditions";
            case Condition::Kind::any:
                return "au moins une de ces conditions";
            case Condition::Kind::rule:
                return "la règle " + condition.rule + " tient";
            case Condition::Kind::question:
                break;
        }
        return question_words(rule_, condition);
    }

    const Rule& rule_;
    Holds holds_;
    RuleHolds rule_holds_;
    std::vector<Clause> clauses_;
};

std::vector<Clause> walk(const Rule& rule, Holds holds, RuleHolds rule_holds) {
    Walk walked{rule, std::move(holds), std::move(rule_holds)};
    walked.add(rule.when, 0, "");
    if (rule.unless) walked.add(*rule.unless, 0, "sauf si\u00A0: ");
    return std::move(walked).clauses();
}

RuleHolds among(const RuleSet& rules, std::uint64_t decision) {
    return [&rules, decision](const std::string& id) {
        const auto at =
            std::ranges::find_if(rules.rules(), [&](const Rule& rule) { return rule.identity.id == id; });
        return at != rules.rules().end() &&
               (decision >> static_cast<unsigned>(at - rules.rules().begin()) & 1U) != 0;
    };
}

std::uint64_t decide_person(const RuleSet& rules, const Timeline& timeline, Date as_of,
                            std::uint64_t team_decision) {
    Population one(rules);
    one.add(timeline, team_decision);
    std::array<std::uint64_t, 1> decision{};
    decide(one, as_of, decision);
    return decision.front();
}

}  // namespace

std::vector<Clause> clauses_of(const RuleSet& rules, const Rule& rule, const Timeline& timeline, Date as_of,
                               std::uint64_t team_decision) {
    const auto decision = decide_person(rules, timeline, as_of, team_decision) | team_decision;
    return walk(
        rule, [&](const RuleSet& single) { return decide_person(single, timeline, as_of, 0) != 0; },
        among(rules, decision));
}

std::vector<Clause> clauses_of(const RuleSet& rules, const Rule& rule, const TeamTimeline& timeline,
                               Date as_of) {
    return walk(
        rule, [&](const RuleSet& single) { return decide_team(single, timeline, as_of) != 0; },
        among(rules, decide_team(rules, timeline, as_of)));
}

}  // namespace prevenance::rules
