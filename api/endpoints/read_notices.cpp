#include "api/endpoints/read_notices.h"

#include "api/page_reply.h"
#include "api/services.h"
#include "forms/notice_page.h"
#include "rules/placeholders.h"

namespace prevenance::api {
namespace {

// The sentence with the numbers that are in force.
std::string sentence_of(const rules::Rule& rule) {
    std::string sentence;
    rules::for_each_placeholder(
        rule.sentence, [&](std::string_view text) { sentence += text; },
        [&](std::string_view name) {
            const auto* threshold = rule.find_threshold(name);
            sentence += threshold != nullptr ? std::to_string(threshold->value) : "…";
        });
    return sentence;
}

std::string source_of(const rules::Rule& rule) {
    if (rule.source.kind == rules::Source::Kind::law)
        return "Code du travail, article " + rule.source.article + "\u00A0: " + rule.source.text;
    return "Convention du produit\u00A0: " + rule.source.text;
}

}  // namespace

Answer show_what_is_noted(const Call& call) {
    forms::WhatIsNotedView view;
    for (const auto& type : call.services.signals.all())
        if (type.level == RuleLevel::individual) view.kinds.push_back(type.label);
    for (const auto& rule : call.services.rules.rules()) {
        if (rule.level == RuleLevel::team) continue;  // it counts comings and goings, and is about nobody
        auto& group = rule.family == RuleFamily::legal ? view.legal_rules : view.signal_rules;
        group.push_back({rule.title, sentence_of(rule), source_of(rule)});
    }
    return page_reply(call, "Ce que nous notons, et ce que nous ne notons jamais", "what_is_noted",
                      forms::what_is_noted_data(view));
}

Answer show_accessibility(const Call& call) {
    return page_reply(call, "Accessibilité\u00A0: partiellement conforme", "accessibility", {});
}

}  // namespace prevenance::api
