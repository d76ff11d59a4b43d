#include "forms/rule_settings_page.h"

#include "forms/field.h"

namespace prevenance::forms {
namespace {

TemplateData::List changed_numbers(const RuleInWords& rule) {
    TemplateData::List list;
    for (const auto& number : rule.numbers)
        if (!number.set.empty())
            list.push_back(TemplateData{}
                               .set("number_label", number.label)
                               .set("number_value", number.words)
                               .set("number_set", number.set));
    return list;
}

TemplateData::List rules_of(const std::vector<RuleInWords>& rules) {
    TemplateData::List list;
    for (const auto& rule : rules)
        list.push_back(TemplateData{}
                           .set("rule_id", rule.id)
                           .set("rule_title", rule.title)
                           .set("rule_sentence", rule.sentence)
                           .set("changed_numbers", changed_numbers(rule)));
    return list;
}

}  // namespace

TemplateData rule_settings_data(const RuleSettingsView& view) {
    TemplateData data;
    data.set("has_teams", !view.teams.empty()).set("team_rules", rules_of(view.teams));
    data.set("has_persons", !view.persons.empty()).set("person_rules", rules_of(view.persons));
    return data;
}

TemplateData rule_settings_form_data(const RuleSettingsFormView& view,
                                     const std::vector<FieldError>& errors) {
    TemplateData::List fields;
    TemplateData::List fixed;
    for (std::size_t i = 0; i < view.rule.numbers.size(); ++i) {
        const auto& number = view.rule.numbers[i];
        if (number.is_fixed()) {
            fixed.push_back(
                TemplateData{}.set("number_label", number.label).set("number_value", number.words));
            continue;
        }
        fields.push_back(input_field(
            {.name = number.name,
             .label = number.label,
             .hint = number.bounds + (number.set.empty() ? "" : " Ce nombre est " + number.set + "."),
             .value = view.typed.empty() ? std::to_string(number.value) : view.typed[i],
             .type = "text",
             .autocomplete = "off",
             .input_mode = "numeric",
             .longest = 6},
            errors));
    }
    TemplateData::List history;
    for (const auto& sentence : view.history)
        history.push_back(TemplateData{}.set("history_sentence", sentence));
    TemplateData data;
    data.set("rule_id", view.rule.id)
        .set("rule_title", view.rule.title)
        .set("rule_sentence", view.rule.sentence)
        .set("rule_source", view.rule.source)
        .set("can_change", !fields.empty())
        .set("fields", std::move(fields))
        .set("has_fixed", !fixed.empty())
        .set("fixed", std::move(fixed))
        .set("has_history", !history.empty())
        .set("history", std::move(history));
    return data;
}

}  // namespace prevenance::forms
