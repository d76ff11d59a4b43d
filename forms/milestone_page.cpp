#include "forms/milestone_page.h"

#include "forms/field.h"

namespace prevenance::forms {
namespace {

constexpr const char* date_hint = "Par exemple 12/03/2026.";

TemplateData people_field(const std::vector<PersonChoice>& people, const std::string& chosen,
                          const std::vector<FieldError>& errors) {
    ChoiceField field{"employee", "Qui ?", "", false, {{"", "Choisir…", "", chosen.empty()}}};
    for (const auto& person : people)
        field.choices.push_back({person.id, person.name, "", person.id == chosen});
    return choice_field(field, errors);
}

}  // namespace

TemplateData held_milestone_form_data(const HeldMilestoneFormView& view,
                                      const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("employee_field", people_field(view.people, view.employee, errors));
    ChoiceField kinds{"code",
                      "Qu’est-ce qui a eu lieu ?",
                      "Le délai d’une visite de suivi est écrit sur l’attestation remise après la visite.",
                      false,
                      {}};
    for (const auto& kind : view.kinds)
        kinds.choices.push_back({kind.code, kind.label, "", kind.code == view.code});
    data.set("code_field", choice_field(kinds, errors));
    data.set("held_on_field", typed_day_field("held_on", "Quel jour ?", date_hint, view.held_on, errors));
    data.set_optional("inform_path", view.inform_path);
    return data;
}

TemplateData return_form_data(const ReturnFormView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("employee_field", people_field(view.people, view.employee, errors));
    data.set("starts_on_field",
             typed_day_field("starts_on", "Premier jour de l’absence", date_hint, view.starts_on, errors));
    data.set(
        "ends_on_field",
        typed_day_field("ends_on", "Dernier jour prévu (facultatif)",
                  "La veille du retour. Vous pourrez l’indiquer ou le changer plus tard : notez à nouveau "
                  "le retour avec le même premier jour.",
                  view.ends_on, errors));
    data.set_optional("inform_path", view.inform_path);
    return data;
}

}  // namespace prevenance::forms
