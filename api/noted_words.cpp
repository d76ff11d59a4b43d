#include "api/noted_words.h"

#include "api/rule_words.h"
#include "api/services.h"
#include "rules/rule_words.h"

#include <memory>

namespace prevenance::api {
namespace {

std::shared_ptr<const rules::RuleSet> rules_for(const Call& call) {
    const auto scope = call.who ? EmployerScope::of(call.who->scope) : std::nullopt;
    if (!scope) return {std::shared_ptr<void>{}, &call.services.rules};
    return call.services.cases.read(
        [&](const storage::Reader& reader) { return rules_of(reader, call.services, *scope); });
}

}  // namespace

forms::WhatIsNotedView what_is_noted(const Call& call) {
    forms::WhatIsNotedView view;
    for (const auto& type : call.services.signals.all())
        if (type.level == RuleLevel::individual) view.kinds.push_back(type.label);
    const auto rules = rules_for(call);
    for (const auto& rule : rules->rules()) {
        if (rule.level == RuleLevel::team) continue;  // it counts comings and goings, and is about nobody
        auto& group = rule.family == RuleFamily::legal ? view.legal_rules : view.signal_rules;
        group.push_back({rule.title, sentence_with_numbers(rule), rules::words_of(rule).source});
    }
    return view;
}

}  // namespace prevenance::api
