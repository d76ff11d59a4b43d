#include "forms/received_measures_page.h"

#include "domain/procedure.h"
#include "forms/field.h"
#include "forms/measures_answer_form.h"

namespace prevenance::forms {
namespace {

std::string_view answer_label(MeasureAnswer answer) {
    switch (answer) {
        case MeasureAnswer::accepted:
            return "Acceptée";
        case MeasureAnswer::otherwise:
            return "Acceptée autrement";
        case MeasureAnswer::impossible:
            return "Impossible";
    }
    return "";
}

ChoiceField answer_field(const ReceivedMeasure& measure, const PostedForm& typed) {
    const auto name = measure_field("answer", measure.position);
    ChoiceField field{name, "Votre réponse", "Laissez vide pour répondre plus tard.", false, {}};
    for (const auto& [answer, code] : measure_answer_names)
        field.choices.push_back(
            {std::string{code}, std::string{answer_label(answer)}, "", typed.value(name) == code});
    return field;
}

TemplateData questions(const ReceivedMeasure& measure, const PostedForm& typed,
                       const std::vector<FieldError>& errors) {
    const auto reason = measure_field("reason", measure.position);
    const auto due_on = measure_field("due_on", measure.position);
    TemplateData data;
    data.set("answer_field", choice_field(answer_field(measure, typed), errors));
    data.set("reason_field",
             text_area_field(
                 {.name = reason,
                  .label = "Motif, ou ce que vous ferez à la place",
                  .hint = "Obligatoire pour « Acceptée autrement » et « Impossible ». Le médecin et la "
                          "personne liront ces mots. Parlez du travail, jamais de la santé.",
                  .value = typed.value(reason),
                  .longest = static_cast<int>(longest_measure_reason)},
                 errors));
    data.set("due_on_field", day_field(due_on, "En place au plus tard le",
                                       "Inutile si la mesure est impossible.", typed.value(due_on), errors));
    return data;
}

TemplateData::List measure_list(const ReceivedMeasuresView& view, const PostedForm& typed,
                                const std::vector<FieldError>& errors) {
    TemplateData::List list;
    for (const auto& measure : view.measures) {
        TemplateData item;
        item.set("measure_label", measure.label).set_optional("measure_detail", measure.detail);
        item.set_optional("answer_words", measure.answer_words).set_optional("reason", measure.reason);
        if (measure.answer_words.empty())
            item.set("questions", questions(measure, typed, errors));
        else
            item.set("questions", false);
        list.push_back(std::move(item));
    }
    return list;
}

bool some_are_open(const ReceivedMeasuresView& view) {
    for (const auto& measure : view.measures)
        if (measure.answer_words.empty()) return true;
    return false;
}

}  // namespace

TemplateData received_measures_data(const ReceivedMeasuresView& view, const PostedForm& typed,
                                    const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("measures_id", view.id.text()).set("employee", view.employee.text()).set("name", view.name);
    data.set("service_name", view.service_name).set("physician_name", view.physician_name);
    data.set("sent_on", view.sent_on);
    data.set("talked_with_employee_on", view.talked_with_employee_on);
    data.set("talked_with_employer_on", view.talked_with_employer_on);
    data.set_optional("review_on", view.review_on).set_optional("acknowledged_on", view.acknowledged_on);
    data.set("measures", measure_list(view, typed, errors)).set("some_are_open", some_are_open(view));
    return data;
}

}  // namespace prevenance::forms
