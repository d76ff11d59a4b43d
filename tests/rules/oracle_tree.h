// Conditions as the second opinion reads them: a tree over answers that somebody else gives. Rules may only
// name those before them in the list.
#pragma once

#include "rules/rule.h"

#include <stdexcept>
#include <string_view>
#include <vector>

namespace prevenance::rules {

// One question of a rule, with its numbers by name.
struct Asked {
    const Rule& rule;
    const Condition& condition;

    int number(std::string_view name) const {
        const auto parameters = condition.predicate->parameters;
        for (std::size_t i = 0; i < parameters.size(); ++i)
            if (parameters[i].name == name) return rule.find_threshold(condition.thresholds[i])->value;
        throw std::logic_error("no such number: " + std::string(name));
    }
};

template <class Answer>
bool tree_holds(const std::vector<Rule>& rules, const std::vector<bool>& held, const Rule& rule,
                const Condition& condition, const Answer& answer) {
    if (condition.kind == Condition::Kind::question) return answer(Asked{rule, condition});
    if (condition.kind == Condition::Kind::rule) {
        for (std::size_t i = 0; i < held.size(); ++i)
            if (rules[i].identity.id == condition.rule) return held[i];
        throw std::logic_error("a rule that is not there: " + condition.rule);
    }
    std::size_t yes = 0;
    for (const Condition& part : condition.parts)
        if (tree_holds(rules, held, rule, part, answer)) ++yes;
    return condition.kind == Condition::Kind::any ? yes > 0 : yes == condition.parts.size();
}

template <class Answer>
bool rule_holds(const std::vector<Rule>& rules, const std::vector<bool>& held, const Rule& rule,
                const Answer& answer) {
    return tree_holds(rules, held, rule, rule.when, answer) &&
           !(rule.unless && tree_holds(rules, held, rule, *rule.unless, answer));
}

}  // namespace prevenance::rules
