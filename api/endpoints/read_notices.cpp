#include "api/endpoints/read_notices.h"

#include "api/page_reply.h"
#include "api/rule_words.h"
#include "api/services.h"
#include "forms/notice_page.h"
#include "rules/rule_words.h"

namespace prevenance::api {
namespace {

// For somebody of an employer: with the numbers that it chose. For everybody else: as the program comes.
std::shared_ptr<const rules::RuleSet> rules_for(const Call& call) {
    const auto scope = call.who ? EmployerScope::of(call.who->scope) : std::nullopt;
    if (!scope) return {std::shared_ptr<void>{}, &call.services.rules};
    return call.services.cases.read(
        [&](const storage::Reader& reader) { return rules_of(reader, call.services, *scope); });
}

}  // namespace

Answer show_what_is_noted(const Call& call) {
    forms::WhatIsNotedView view;
    for (const auto& type : call.services.signals.all())
        if (type.level == RuleLevel::individual) view.kinds.push_back(type.label);
    const auto rules = rules_for(call);
    for (const auto& rule : rules->rules()) {
        if (rule.level == RuleLevel::team) continue;  // it counts comings and goings, and is about nobody
        auto& group = rule.family == RuleFamily::legal ? view.legal_rules : view.signal_rules;
        group.push_back({rule.title, sentence_with_numbers(rule), rules::words_of(rule).source});
    }
    return page_reply(call, "Ce que nous notons, et ce que nous ne notons jamais", "what_is_noted",
                      forms::what_is_noted_data(view));
}

Answer show_accessibility(const Call& call) {
    return page_reply(call, "Accessibilité\u00A0: partiellement conforme", "accessibility", {});
}

}  // namespace prevenance::api
