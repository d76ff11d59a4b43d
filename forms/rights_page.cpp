#include "forms/rights_page.h"

#include "forms/field.h"
#include "forms/rights_form.h"
#include "forms/rights_words.h"

namespace prevenance::forms {
namespace {

TemplateData::List paragraphs_of(const std::vector<std::string>& texts) {
    TemplateData::List list;
    for (const auto& text : texts) list.push_back(TemplateData{}.set("paragraph", text));
    return list;
}

bool is_about_a_fact(RightsKind kind) {
    return kind == RightsKind::correction || kind == RightsKind::remark;
}

ChoiceField fact_field(const RightsFormView& view) {
    ChoiceField field{"fact", "De quel fait s’agit-il ?", "", false, {}};
    field.choices.push_back({"", "Ma fiche, ou autre chose", "", view.fact_as_typed.empty()});
    for (const auto& fact : view.facts)
        field.choices.push_back({fact.id, fact.words, "", fact.id == view.fact_as_typed});
    return field;
}

std::string words_label(RightsKind kind) {
    if (kind == RightsKind::correction) return "Qu’est-ce qui ne va pas ?";
    if (kind == RightsKind::remark) return "Votre remarque";
    return "Pourquoi, si vous voulez le dire";
}

TextAreaField words_field(RightsKind kind, const std::string& value) {
    return {.name = "words",
            .label = words_label(kind),
            .hint = "300 caractères au plus. Votre employeur lira ces mots : n’écrivez rien sur la santé.",
            .value = value,
            .longest = static_cast<int>(longest_rights_words)};
}

TemplateData::List lines_of(const std::vector<RightsLine>& requests) {
    TemplateData::List list;
    for (const auto& line : requests)
        list.push_back(TemplateData{}
                           .set("request_path", line.path)
                           .set("request_title", line.title)
                           .set("request_note", line.note)
                           .set("is_overdue", line.is_overdue));
    return list;
}

ChoiceField right_field(const PaperRequestView& view) {
    ChoiceField field{"right", "Ce que la personne demande", "", false, {}};
    for (const auto kind : all_rights_kinds) {
        const std::string code{code_of(kind)};
        field.choices.push_back({code, rights_kind_label(kind), "", code == view.right});
    }
    return field;
}

ChoiceField outcome_field(const RightsRequestView& view) {
    ChoiceField field{"outcome", "Votre réponse", "", false, {}};
    for (const auto outcome : {RightsOutcome::granted, RightsOutcome::partly, RightsOutcome::refused}) {
        const std::string code{code_of(outcome)};
        field.choices.push_back({code, rights_outcome_label(outcome), "", code == view.outcome_as_typed});
    }
    return field;
}

TemplateData answer_form(const RightsRequestView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("id", view.id).set("outcome_field", choice_field(outcome_field(view), errors));
    data.set(
        "answer_field",
        text_area_field(
            {.name = "answer",
             .label = "Ce que vous répondez à la personne",
             .hint = "500 caractères au plus. La personne le lit dans « Mes données », ou sur votre lettre.",
             .value = view.answer_as_typed,
             .longest = static_cast<int>(longest_rights_answer)},
            errors));
    data.set("erase_field", false);
    if (view.kind != RightsKind::erasure) return data;
    data.set("erase_field",
             choice_field(
                 {"erase",
                  "Effacement",
                  "",
                  true,
                  {{"true", "J’efface. Je sais que cela ne peut pas être annulé.", "", view.erase_as_typed}}},
                 errors));
    return data;
}

TemplateData::List extension_form(const RightsRequestView& view, const std::vector<FieldError>& errors) {
    if (!view.can_extend) return {};
    TemplateData data;
    data.set("id", view.id);
    data.set("reason_field",
             text_area_field({.name = "reason",
                              .label = "Pourquoi il faut plus de temps",
                              .hint = "La demande est complexe, ou il y en a beaucoup. La personne le lira.",
                              .value = view.reason_as_typed,
                              .longest = static_cast<int>(longest_rights_answer)},
                             errors));
    return {data};
}

}  // namespace

TemplateData rights_form_data(const RightsFormView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("path", view.path).set("code", view.code).set("right", std::string{code_of(view.kind)});
    data.set("paragraphs", paragraphs_of(rights_explanation(view.kind)));
    if (is_about_a_fact(view.kind))
        data.set("fact_field", choice_field(fact_field(view), errors));
    else
        data.set("fact_field", false);
    data.set("words_field", text_area_field(words_field(view.kind, view.words_as_typed), errors));
    return data;
}

TemplateData rights_sent_data(const RightsSentView& view) {
    TemplateData data;
    data.set("path", view.path).set("code", view.code).set("number", view.number).set("kind", view.kind);
    data.set_optional("due_on", view.due_on);
    return data;
}

TemplateData rights_list_data(const RightsListView& view) {
    TemplateData data;
    data.set("has_open", !view.open.empty()).set("open", lines_of(view.open));
    data.set("has_answered", !view.answered.empty()).set("answered", lines_of(view.answered));
    return data;
}

TemplateData paper_request_data(const PaperRequestView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    ChoiceField people{"employee", "La personne", "", false, {}};
    people.choices.push_back({"", "Choisissez", "", view.employee.empty()});
    for (const auto& person : view.people)
        people.choices.push_back({person.code, person.label, "", person.code == view.employee});
    data.set("employee_field", choice_field(people, errors));
    data.set("right_field", choice_field(right_field(view), errors));
    data.set("received_on_field",
             typed_day_field("received_on", "Quand avez-vous reçu la demande ?",
                             "Le délai d’un mois part de ce jour. Par exemple 12/03/2026.", view.received_on,
                             errors));
    data.set("words_field",
             text_area_field({.name = "words",
                              .label = "Ce que la personne écrit",
                              .hint = "300 caractères au plus. Recopiez ses mots, sans rien sur la santé.",
                              .value = view.words,
                              .longest = static_cast<int>(longest_rights_words)},
                             errors));
    data.set("identity_field",
             choice_field({"identity_checked",
                           "Identité",
                           "Demandez une pièce seulement si vous avez un doute. N’en gardez pas de copie.",
                           true,
                           {{"true", "J’ai vérifié que la demande vient de la personne elle-même.", "",
                             view.identity_checked}}},
                          errors));
    return data;
}

TemplateData rights_request_data(const RightsRequestView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("id", view.id).set("number", view.number).set("kind", rights_kind_label(view.kind));
    data.set_optional("person", view.person).set_optional("employee_path", view.employee_path);
    data.set("received", view.received).set("is_overdue", view.is_overdue).set_optional("due", view.due);
    data.set_optional("about_fact", view.about_fact).set_optional("words", view.words);
    data.set_optional("extension", view.extension).set_optional("copy_path", view.copy_path);
    const bool open = view.outcome.empty();
    data.set("is_open", open).set("outcome", view.outcome).set("answered_on", view.answered_on);
    data.set_optional("answer", view.answer);
    const bool erases = open && view.kind == RightsKind::erasure && !view.person.empty();
    data.set("has_left", erases && view.has_left).set("still_here", erases && !view.has_left);
    data.set("erases", paragraphs_of(view.erases)).set("has_erases", erases && !view.erases.empty());
    data.set("is_about_a_fact", open && is_about_a_fact(view.kind));
    data.set("answer_form", open && !view.person.empty() ? TemplateData::List{answer_form(view, errors)}
                                                         : TemplateData::List{});
    data.set("extension_form", open ? extension_form(view, errors) : TemplateData::List{});
    return data;
}

}  // namespace prevenance::forms
