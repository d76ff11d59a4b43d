#include "forms/legal_calendar_page.h"

#include "forms/field.h"

namespace prevenance::forms {
namespace {

TemplateData::List facts_of(const LegalDeadline& deadline) {
    TemplateData::List list;
    for (const auto& fact : deadline.facts)
        list.push_back(TemplateData{}.set("fact_words", fact).set("fact_source", false));
    return list;
}

}  // namespace

TemplateData legal_calendar_data(const LegalCalendarView& view) {
    TemplateData data;
    TemplateData::List deadlines;
    for (const auto& deadline : view.deadlines)
        deadlines.push_back(TemplateData{}
                                .set("id", deadline.id)
                                .set("person", deadline.person)
                                .set("person_path", deadline.person_path)
                                .set("deadline_title", deadline.title)
                                .set_optional("due", deadline.due)
                                .set("is_late", deadline.is_late)
                                .set("rule", deadline.rule)
                                .set("source", deadline.source)
                                .set("facts", facts_of(deadline))
                                .set("unknown", deadline.unknown)
                                .set_optional("letter_path", deadline.letter_path));
    data.set("has_deadlines", !deadlines.empty()).set("deadlines", std::move(deadlines));
    return data;
}

TemplateData legal_stop_form_data(const LegalStopFormView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    ChoiceField people{"employee", "Qui ?", "", false, {{"", "Choisir…", "", view.employee.empty()}}};
    for (const auto& person : view.people)
        people.choices.push_back({person.id, person.name, "", person.id == view.employee});
    data.set("employee_field", choice_field(people, errors));
    data.set("kind_field",
             choice_field({"kind",
                           "Quelle sorte d’arrêt ?",
                           "",
                           false,
                           {{"AT", "Après un accident du travail", "", view.kind == "AT"},
                            {"MP", "Après une maladie professionnelle reconnue", "", view.kind == "MP"}}},
                          errors));
    data.set("starts_on_field", typed_day_field("starts_on", "Premier jour de l’arrêt", "Par exemple 12/03/2026.",
                                          view.starts_on, errors));
    data.set("ends_on_field",
             typed_day_field("ends_on", "Dernier jour prévu (facultatif)",
                       "Vous pourrez l’indiquer ou le changer plus tard : déclarez à nouveau "
                       "l’arrêt avec le même premier jour.",
                       view.ends_on, errors));
    data.set_optional("inform_path", view.inform_path);
    return data;
}

}  // namespace prevenance::forms
