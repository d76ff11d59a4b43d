#include "forms/notice_page.h"

namespace prevenance::forms {
namespace {

TemplateData::List rules_data(const std::vector<NoticeRule>& rules) {
    TemplateData::List list;
    for (const auto& rule : rules)
        list.push_back(TemplateData{}
                           .set("rule_title", rule.title)
                           .set("rule_sentence", rule.sentence)
                           .set("rule_source", rule.source));
    return list;
}

}  // namespace

TemplateData what_is_noted_data(const WhatIsNotedView& view) {
    TemplateData data;
    TemplateData::List kinds;
    for (const auto& kind : view.kinds) kinds.push_back(TemplateData{}.set("kind", kind));
    data.set("kinds", std::move(kinds));
    data.set("signal_rules", rules_data(view.signal_rules));
    data.set("legal_rules", rules_data(view.legal_rules));
    return data;
}

}  // namespace prevenance::forms
