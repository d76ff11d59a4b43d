#include "forms/visit_request_page.h"

#include "forms/field.h"
#include "forms/visit_request_form.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

ChoiceField object_field(const VisitRequestFormView& view) {
    ChoiceField field{"object", "Objet de la demande", "La personne lira ces mots.", false, {}};
    for (const auto& object : view.objects.all())
        field.choices.push_back({object.code, object.label, "", object.code == view.object});
    return field;
}

ChoiceField facts_field(const VisitRequestFormView& view) {
    ChoiceField field{"facts",
                      "Les faits que vous voulez citer",
                      "Rien n’est coché d’avance. La lettre ne cite que ce que vous cochez.",
                      true,
                      {}};
    for (const auto& fact : view.facts) {
        const auto id = fact.id.text();
        field.choices.push_back({id, fact.words, fact.source,
                                 std::ranges::find(view.ticked_facts, id) != view.ticked_facts.end()});
    }
    return field;
}

}  // namespace

TemplateData visit_request_form_data(const VisitRequestFormView& view,
                                     const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("name", view.name).set("employee", view.employee.text());
    data.set_optional("talk_words", view.talk_words).set_optional("frozen", view.frozen);
    data.set("object_field", choice_field(object_field(view), errors));
    data.set(
        "motive_field",
        text_area_field(
            {.name = "motive",
             .label = "Ce qui se passe dans le travail",
             .hint =
                 "500 caractères au plus. Décrivez le travail, jamais la santé ni la raison d’une absence.",
             .value = view.motive,
             .longest = static_cast<int>(longest_visit_motive)},
            errors));
    if (view.facts.empty())
        data.set("facts_field", false);
    else
        data.set("facts_field", choice_field(facts_field(view), errors));
    data.set(
        "informed_on_field",
        day_field("informed_on", "Quand avez-vous informé la personne de cette demande et de son objet ?",
                  "Informez-la avant d’écrire au service de santé au travail.", view.informed_on, errors));
    data.set("decided_field",
             choice_field({"decided",
                           "Votre décision",
                           "",
                           true,
                           {{"true", "Je décide moi-même de cette demande. Aucune règle ne l’a décidée.", "",
                             view.decided}}},
                          errors));
    return data;
}

TemplateData visit_request_letter_data(const VisitRequestLetter& letter) {
    TemplateData data;
    data.set("employee", letter.employee.text());
    data.set("name", letter.name.reveal()).set("job", letter.job);
    data.set("employer_name", letter.employer_name).set("siret", letter.siret);
    data.set("has_service", !letter.service.name.empty()).set("service_name", letter.service.name);
    data.set("object", letter.object).set("motive", letter.motive.reveal());
    TemplateData::List facts;
    for (const auto& fact : letter.facts) facts.push_back(TemplateData{}.set("fact_words", fact));
    data.set("has_facts", !facts.empty()).set("facts", std::move(facts));
    data.set("talk_held_on", letter.talk_held_on).set("informed_on", letter.informed_on);
    data.set("requested_on", letter.requested_on).set("requested_by", letter.requested_by);
    return data;
}

}  // namespace prevenance::forms
