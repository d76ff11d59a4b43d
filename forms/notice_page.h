// The information notice for employees. The kinds of facts and the rules are those that are in force: they
// come from the catalogue and the rule files, never from a copy in the text.
#pragma once

#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct NoticeRule {
    std::string title;
    std::string sentence;
    std::string source;
};

struct WhatIsNotedView {
    std::vector<std::string> kinds;  // of facts about a person
    std::vector<NoticeRule> signal_rules;
    std::vector<NoticeRule> legal_rules;
};

TemplateData what_is_noted_data(const WhatIsNotedView& view);

}  // namespace prevenance::forms
