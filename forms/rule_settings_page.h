// The rules in words with their numbers, and the form that changes those that may be changed. It is about
// rules and about nobody.
#pragma once

#include "domain/error.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct RuleSetting {
    std::string name;   // of the field
    std::string label;  // "Période regardée, en jours"
    int value = 0;
    std::string words;   // the value: "183 jours"
    std::string bounds;  // "De 90 à 183. Au départ : 183."; empty: it is fixed
    std::string set;     // "choisi le 3 févr. 2026 par N. Delmas"; empty: as shipped
    bool is_fixed() const { return bounds.empty(); }
};

struct RuleInWords {
    std::string id;
    std::string title;
    std::string sentence;  // with its numbers
    std::string source;
    std::vector<RuleSetting> numbers;
};

struct RuleSettingsView {
    std::vector<RuleInWords> teams;
    std::vector<RuleInWords> persons;
};

TemplateData rule_settings_data(const RuleSettingsView& view);

struct RuleSettingsFormView {
    RuleInWords rule;
    std::vector<std::string> typed;    // one for each number of the rule; empty list: the values in force
    std::vector<std::string> history;  // sentences, the latest first
};

TemplateData rule_settings_form_data(const RuleSettingsFormView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
