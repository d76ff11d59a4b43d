#include "forms/field.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

std::string message_for(const std::string& name, const std::vector<FieldError>& errors) {
    const auto found = std::ranges::find(errors, name, &FieldError::field);
    return found == errors.end() ? std::string{} : found->message;
}

// Ids that exist only: a wrong aria-describedby silences the error it should speak.
void describe(TemplateData& data, const std::string& name, const std::string& hint, const std::string& error) {
    std::string described_by;
    if (!hint.empty()) described_by = name + "-hint";
    if (!error.empty()) described_by += (described_by.empty() ? "" : " ") + name + "-error";
    data.set("id", name).set("name", name);
    data.set_optional("hint", hint).set_optional("error", error).set_optional("described_by", described_by);
}

}  // namespace

TemplateData input_field(const InputField& field, const std::vector<FieldError>& errors) {
    TemplateData data;
    describe(data, field.name, field.hint, message_for(field.name, errors));
    data.set("label", field.label).set("value", field.value).set("type", field.type);
    data.set("longest", std::to_string(field.longest));
    data.set_optional("autocomplete", field.autocomplete).set_optional("input_mode", field.input_mode);
    return data;
}

TemplateData text_field(const std::string& name, const std::string& label, const std::string& hint,
                        const std::string& value, int longest, const std::vector<FieldError>& errors) {
    return input_field({.name = name,
                        .label = label,
                        .hint = hint,
                        .value = value,
                        .type = "text",
                        .autocomplete = "off",
                        .input_mode = "",
                        .longest = longest},
                       errors);
}

TemplateData day_field(const std::string& name, const std::string& label, const std::string& hint,
                       const std::string& value, const std::vector<FieldError>& errors) {
    return input_field({.name = name,
                        .label = label,
                        .hint = hint,
                        .value = value,
                        .type = "date",
                        .autocomplete = "",
                        .input_mode = "",
                        .longest = 10},
                       errors);
}

TemplateData typed_day_field(const std::string& name, const std::string& label, const std::string& hint,
                             const std::string& value, const std::vector<FieldError>& errors) {
    return text_field(name, label, hint, value, 10, errors);
}

TemplateData choice_field(const ChoiceField& field, const std::vector<FieldError>& errors) {
    TemplateData data;
    describe(data, field.name, field.hint, message_for(field.name, errors));
    data.set("legend", field.legend).set("label", field.legend);
    data.set("choice_type", field.several ? "checkbox" : "radio");
    TemplateData::List choices;
    for (const auto& choice : field.choices) {
        TemplateData item;
        const bool first = choices.empty();
        item.set("choice_id", first ? field.name : field.name + "-" + std::to_string(choices.size() + 1));
        item.set("choice_value", choice.value).set("choice_label", choice.label).set("chosen", choice.chosen);
        item.set_optional("choice_hint", choice.hint);
        choices.push_back(std::move(item));
    }
    data.set("choices", std::move(choices));
    return data;
}

TemplateData text_area_field(const TextAreaField& field, const std::vector<FieldError>& errors) {
    TemplateData data;
    describe(data, field.name, field.hint, message_for(field.name, errors));
    data.set("label", field.label).set("value", field.value).set("longest", std::to_string(field.longest));
    return data;
}

TemplateData::List error_summary(const std::vector<FieldError>& errors) {
    if (errors.empty()) return {};
    TemplateData::List lines;
    for (const auto& error : errors)
        lines.push_back(TemplateData{}.set("error_field", error.field).set("error_message", error.message));
    return {TemplateData{}
                .set("error_title", errors.size() == 1 ? "Il y a une erreur à corriger" : "Il y a des erreurs à corriger")
                .set("error_lines", std::move(lines))};
}

}  // namespace prevenance::forms
