#include "forms/plan_page.h"

#include "forms/field.h"

#include <array>
#include <utility>

namespace prevenance::forms {
namespace {

using Words = std::pair<const char*, const char*>;

constexpr std::array<Words, 3> posts{
    {{"same", "Le même poste"}, {"adapted", "Le même poste, adapté"}, {"other", "Un autre poste"}}};
constexpr std::array<Words, 3> places{{{"all", "Oui, toutes"}, {"some", "En partie"}, {"none", "Non"}}};
constexpr std::array<Words, 4> absence_days{{{"none", "Aucun jour"},
                                             {"week", "De 1 à 7 jours"},
                                             {"month", "De 8 à 30 jours"},
                                             {"longer", "Plus de 30 jours"}}};
constexpr std::array<Words, 2> yes_or_no{{{"yes", "Oui"}, {"no", "Non"}}};
constexpr std::array<Words, 3> answers{{{"accepted", "La personne est d’accord"},
                                        {"to_amend", "La personne demande des changements"},
                                        {"refused", "La personne n’est pas d’accord"}}};
constexpr std::array<Words, 2> endings{{{"done", "Faite"}, {"given_up", "Abandonnée"}}};

template <std::size_t Size>
ChoiceField choices_of(const std::string& name, const std::string& legend, const std::string& hint,
                       const std::array<Words, Size>& choices, const std::string& chosen) {
    ChoiceField field{name, legend, hint, false, {}};
    for (const auto& [code, label] : choices) field.choices.push_back({code, label, "", chosen == code});
    return field;
}

ChoiceField select_of(const std::string& name, const std::string& legend, const std::string& nothing,
                      const ChoiceList& choices, const std::string& chosen) {
    ChoiceField field{name, legend, "", false, {{"", nothing, "", chosen.empty()}}};
    for (const auto& choice : choices.all())
        field.choices.push_back({choice.code, choice.label, "", choice.code == chosen});
    return field;
}

template <std::size_t Size>
std::string label_in(const std::array<Words, Size>& choices, const std::string& code) {
    for (const auto& [known, label] : choices)
        if (known == code) return label;
    return {};
}

TemplateData words_field(const std::string& name, const std::string& label, const std::string& hint,
                         const std::string& value, const std::vector<FieldError>& errors) {
    return text_area_field({.name = name,
                            .label = label,
                            .hint = hint,
                            .value = value,
                            .longest = static_cast<int>(longest_plan_words)},
                           errors);
}

TemplateData action_row(const PlanLists& lists, const PostedForm& typed, int position,
                        const std::vector<FieldError>& errors) {
    const auto name = [&](std::string_view field) { return action_field(field, position); };
    TemplateData row;
    row.set("row_number", std::to_string(position + 1));
    row.set("action_field", choice_field(select_of(name("action"), "Action", "Aucune", lists.actions,
                                                   typed.value(name("action"))),
                                         errors));
    row.set("detail_field",
            text_field(name("detail"), "Précision", "Facultatif. Le travail seulement, jamais la santé.",
                       typed.value(name("detail")), static_cast<int>(longest_plan_words), errors));
    row.set("owner_field", choice_field(select_of(name("owner"), "Qui s’en charge", "À choisir", lists.owners,
                                                  typed.value(name("owner"))),
                                        errors));
    row.set("owner_name_field", text_field(name("owner_name"), "Nom de cette personne", "Facultatif.",
                                           typed.value(name("owner_name")), 100, errors));
    row.set("due_on_field", day_field(name("due_on"), "Pour le", "", typed.value(name("due_on")), errors));
    return row;
}

TemplateData::List action_rows(const PlanLists& lists, const PostedForm& typed, int first, int end,
                               const std::vector<FieldError>& errors) {
    TemplateData::List rows;
    for (int position = first; position < end; ++position)
        rows.push_back(action_row(lists, typed, position, errors));
    return rows;
}

// Two, and as many as were typed: a telephone does not scroll past four empty ones.
int rows_shown_at_once(const PostedForm& typed) {
    int shown = 2;
    for (int position = shown; position < most_plan_actions; ++position)
        if (is_typed(typed, position)) shown = position + 1;
    return shown;
}

TemplateData::List action_list(const PlanView& view) {
    TemplateData::List list;
    for (const auto& action : view.actions) {
        TemplateData item;
        item.set("action_label", action.label)
            .set("action_owner", action.owner)
            .set("action_due_on", action.due_on);
        item.set_optional("action_detail", action.detail).set_optional("action_ending", action.ending);
        item.set_optional("action_reason", action.reason);
        list.push_back(std::move(item));
    }
    return list;
}

TemplateData::List sentence_list(const std::vector<std::string>& sentences) {
    TemplateData::List list;
    for (const auto& sentence : sentences) list.push_back(TemplateData{}.set("sentence", sentence));
    return list;
}

bool is_agreed(Stage stage) {
    return stage == Stage::plan_agreed || stage == Stage::under_way;
}

bool may_be_proposed(Stage stage) {
    return stage == Stage::exchanged || stage == Stage::plan_to_amend || stage == Stage::plan_refused;
}

ChoiceField open_actions_field(const PlanView& view, const std::string& chosen) {
    ChoiceField field{"position", "Quelle action", "", false, {}};
    for (const auto& action : view.actions)
        if (action.ending.empty()) {
            const auto code = std::to_string(action.position);
            field.choices.push_back({code, action.label, "", code == chosen});
        }
    return field;
}

// The forms of one page: what was typed and its errors go back to the form that was posted, and only to it.
class Steps {
public:
    Steps(const PlanView& view, const PostedForm& typed, const std::vector<FieldError>& errors)
        : view_(view), typed_(typed), errors_(errors) {}

    TemplateData proposal() const {
        return TemplateData{}.set(
            "proposed_on_field",
            day_field("proposed_on", "Plan proposé à la personne le", "Remettez-lui la feuille du plan.",
                      value("propose", "proposed_on", view_.today), errors("propose")));
    }
    TemplateData answer() const {
        TemplateData data;
        data.set("answer_field",
                 choice_field(choices_of("answer", "Sa réponse", "", answers, value("answer", "answer", "")),
                              errors("answer")));
        data.set("answered_on_field",
                 day_field("answered_on", "Réponse donnée le", "",
                           value("answer", "answered_on", view_.today), errors("answer")));
        data.set(
            "answer_words_field",
            words_field("answer_words", "Ce que la personne veut changer",
                        "Nécessaire si elle demande des changements. Le travail seulement, jamais la santé.",
                        value("answer", "answer_words", ""), errors("answer")));
        return data;
    }
    TemplateData action() const {
        TemplateData data;
        data.set("position_field",
                 choice_field(open_actions_field(view_, value("action", "position", "")), errors("action")));
        data.set("ending_field",
                 choice_field(choices_of("ending", "Elle est", "", endings, value("action", "ending", "")),
                              errors("action")));
        data.set("ended_on_field", day_field("ended_on", "Depuis le", "",
                                             value("action", "ended_on", view_.today), errors("action")));
        data.set("reason_field",
                 words_field("reason", "Pourquoi l’action est abandonnée",
                             "Nécessaire pour une action abandonnée. La personne peut lire ce motif.",
                             value("action", "reason", ""), errors("action")));
        return data;
    }
    TemplateData end() const {
        return TemplateData{}.set("finished_on_field",
                                  day_field("finished_on", "Plan terminé le",
                                            "Les suivis viennent 6, 12 et 24 mois après cette date.",
                                            value("finish", "finished_on", view_.today), errors("finish")));
    }

private:
    bool is_posted(std::string_view step) const { return typed_.value("step") == step; }
    std::string value(std::string_view step, const std::string& name, const std::string& otherwise) const {
        return is_posted(step) && typed_.has(name) ? typed_.value(name) : otherwise;
    }
    const std::vector<FieldError>& errors(std::string_view step) const {
        static const std::vector<FieldError> none;
        return is_posted(step) ? errors_ : none;
    }

    const PlanView& view_;
    const PostedForm& typed_;
    const std::vector<FieldError>& errors_;
};

void set_plan(TemplateData& data, const PlanView& view) {
    data.set("plan", view.id.text()).set("employee", view.employee.text()).set("name", view.name);
    data.set("employer_name", view.employer).set("made_by", view.made_by);
    data.set("document", view.document).set("exchanged_on", view.exchanged_on);
    data.set_optional("measures", view.measures);
    data.set("stage", std::string{stage_words(view.stage)});
    data.set("actions", action_list(view));
}

}  // namespace

TemplateData plan_form_data(const PlanFormView& view, const PlanLists& lists, const PostedForm& typed,
                            const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("path", view.path).set("back", view.back).set("name", view.name).set("measures", view.measures);
    data.set("revision", std::to_string(view.revision)).set("is_new", view.revision == 0);
    ChoiceField kinds{"document_kind", "Le document reçu du service de santé au travail", "", false, {}};
    for (const auto* kind : plan_documents)
        kinds.choices.push_back(
            {kind, std::string{document_words(kind)}, "", typed.value("document_kind") == kind});
    data.set("document_kind_field", choice_field(kinds, errors));
    data.set("document_on_field",
             day_field("document_on", "Date de ce document", "", typed.value("document_on"), errors));
    data.set(
        "exchanged_on_field",
        day_field(
            "exchanged_on", "Échange avec le médecin du travail le",
            "Le médecin propose après un échange avec la personne et avec vous (Code du travail, article "
            "L4624-3).",
            typed.value("exchanged_on"), errors));
    const auto shown = rows_shown_at_once(typed);
    data.set("rows", action_rows(lists, typed, 0, shown, errors));
    data.set("has_more_rows", shown < most_plan_actions);
    data.set("more_rows", action_rows(lists, typed, shown, most_plan_actions, errors));
    return data;
}

std::string_view stage_words(Stage stage) {
    switch (stage) {
        case Stage::observed:
            return "Faits notés";
        case Stage::talked:
            return "Échange fait";
        case Stage::left_there:
            return "Sans suite";
        case Stage::visit_requested:
            return "Visite demandée";
        case Stage::alert_sent:
            return "Alerte reçue";
        case Stage::visit_planned:
            return "Visite prévue";
        case Stage::visit_held:
            return "Visite faite";
        case Stage::document_received:
            return "Document reçu";
        case Stage::exchanged:
            return "Plan à proposer à la personne";
        case Stage::plan_proposed:
            return "Plan proposé, réponse attendue";
        case Stage::plan_to_amend:
            return "Plan à modifier";
        case Stage::plan_refused:
            return "Plan non accepté";
        case Stage::plan_agreed:
            return "Plan accepté";
        case Stage::under_way:
            return "Plan en cours";
        case Stage::finished:
            return "Plan terminé";
        case Stage::followed_up:
            return "Plan terminé et suivi";
    }
    return "";
}

TemplateData plan_data(const PlanView& view, const PostedForm& typed, const std::vector<FieldError>& errors) {
    TemplateData data;
    set_plan(data, view);
    data.set("revision", std::to_string(view.revision));
    data.set_optional("next", view.next)
        .set_optional("over", view.over)
        .set_optional("conflict", view.conflict);
    data.set("has_history", !view.history.empty()).set("history", sentence_list(view.history));
    data.set("has_follow_ups", !view.follow_ups.empty()).set("follow_ups", sentence_list(view.follow_ups));
    const Steps steps{view, typed, errors};
    const auto open = [](bool is_open, auto make) {
        TemplateData::List list;
        if (is_open) list.push_back(make());
        return list;
    };
    bool all_ended = true;
    for (const auto& action : view.actions) all_ended = all_ended && !action.ending.empty();
    data.set("may_change", may_be_proposed(view.stage));
    data.set("proposal", open(may_be_proposed(view.stage), [&] { return steps.proposal(); }));
    data.set("answer", open(view.stage == Stage::plan_proposed, [&] { return steps.answer(); }));
    data.set("action", open(is_agreed(view.stage) && !all_ended, [&] { return steps.action(); }));
    data.set("end", open(view.stage == Stage::under_way && all_ended, [&] { return steps.end(); }));
    data.set_optional("follow_up_months",
                      view.follow_up_due == 0 ? std::string{} : std::to_string(view.follow_up_due));
    data.set("may_end_follow_up", view.may_end_follow_up);
    return data;
}

TemplateData plan_sheet_data(const PlanView& view) {
    TemplateData data;
    set_plan(data, view);
    auto document = view.document;  // begins with « Un » or « Une »
    if (!document.empty()) document.front() = 'u';
    data.set("document_in_sentence", document);
    return data;
}

TemplateData follow_up_form_data(const FollowUpView& view, const ChoiceList& leaving_reasons,
                                 const PostedForm& typed, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("plan", view.id.text()).set("name", view.name).set("revision", std::to_string(view.revision));
    data.set("months", std::to_string(view.months));
    data.set("still_employed_field",
             choice_field(
                 choices_of("still_employed", "La personne travaille-t-elle encore dans la structure\u00a0?",
                            "", yes_or_no, typed.value("still_employed")),
                 errors));
    data.set("leaving_field", choice_field(select_of("leaving", "Si non, le motif de son départ", "À choisir",
                                                     leaving_reasons, typed.value("leaving")),
                                           errors));
    data.set("post_field",
             choice_field(choices_of("post", "Son poste", "", posts, typed.value("post")), errors));
    data.set("measures_in_place_field",
             choice_field(choices_of("measures_in_place", "Les mesures sont-elles encore en place\u00a0?", "",
                                     places, typed.value("measures_in_place")),
                          errors));
    data.set("absences_field",
             choice_field(
                 choices_of("absences", "Jours d’absence depuis le dernier point",
                            view.absences.empty() ? ""
                                                  : "Choisi d’après les absences enregistrées. Corrigez si "
                                                    "c’est inexact.",
                            absence_days, typed.has("absences") ? typed.value("absences") : view.absences),
                 errors));
    data.set("help_wished_field",
             choice_field(choices_of("help_wished", "Une nouvelle aide serait-elle utile\u00a0?", "",
                                     yes_or_no, typed.value("help_wished")),
                          errors));
    return data;
}

std::string follow_up_words(const FollowUpAnswers& answers, const ChoiceList& leaving_reasons) {
    if (!answers.still_employed)
        return "La personne n’est plus dans la structure (" + leaving_reasons.label_of(answers.leaving) +
               ").";
    return "Toujours dans la structure. Poste\u00a0: " + label_in(posts, answers.post) +
           ". Mesures en place\u00a0: " + label_in(places, answers.measures_in_place) +
           ". Absences\u00a0: " + label_in(absence_days, answers.absences) +
           ". Nouvelle aide utile\u00a0: " + (answers.help_wished ? "oui." : "non.");
}

}  // namespace prevenance::forms
