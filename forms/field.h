// The parts of a form, written once: label, hint, error and control always belong together by their ids.
// In a template: {{#happened_on}}{{> input_field}}{{/happened_on}}, where happened_on = text_field({...}).
#pragma once

#include <string>
#include <vector>

#include "domain/error.h"
#include "forms/template_data.h"

namespace prevenance::forms {

struct InputField {
    std::string name;
    std::string label;
    std::string hint;          // may be empty
    std::string value;
    std::string type = "text"; // text, date, email, password, tel, number, search
    std::string autocomplete;  // may be empty
    std::string input_mode;    // may be empty: "numeric"
    int longest = 200;         // characters
};

struct Choice {
    std::string value;
    std::string label;
    std::string hint;  // may be empty
    bool chosen = false;
};

struct ChoiceField {
    std::string name;
    std::string legend;
    std::string hint;
    bool several = false;  // checkboxes, else radio buttons
    std::vector<Choice> choices;
};

struct TextAreaField {
    std::string name;
    std::string label;
    std::string hint;
    std::string value;
    int longest = 280;
};

// `errors` are all of the form's; each field takes its own. For {{> input_field}}, {{> choice_field}},
// {{> select_field}} (a ChoiceField too) and {{> text_area_field}}.
TemplateData input_field(const InputField& field, const std::vector<FieldError>& errors);
// The plain one: a line of text of at most `longest` characters, which the browser does not fill in.
TemplateData text_field(const std::string& name, const std::string& label, const std::string& hint,
                        const std::string& value, int longest, const std::vector<FieldError>& errors);
// A day, chosen as the browser offers it.
TemplateData day_field(const std::string& name, const std::string& label, const std::string& hint,
                       const std::string& value, const std::vector<FieldError>& errors);
// A day, typed as in 12/03/2026.
TemplateData typed_day_field(const std::string& name, const std::string& label, const std::string& hint,
                             const std::string& value, const std::vector<FieldError>& errors);
TemplateData choice_field(const ChoiceField& field, const std::vector<FieldError>& errors);
TemplateData text_area_field(const TextAreaField& field, const std::vector<FieldError>& errors);

// For {{> error_summary}}: every message, linked to its field. Empty where there is no error.
TemplateData::List error_summary(const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
