#include "forms/interview_page.h"

#include "forms/field.h"

#include <algorithm>

namespace prevenance::forms {
namespace {

TemplateData::List fact_list(const std::vector<DatedFact>& facts) {
    TemplateData::List list;
    for (const auto& fact : facts) {
        TemplateData item;
        item.set("fact_words", fact.words).set_optional("fact_source", fact.source);
        list.push_back(std::move(item));
    }
    return list;
}

ChoiceField suggestion_field(const InterviewFormView& view) {
    ChoiceField field{
        "suggestion", "Cet échange fait suite à", "La suggestion choisie est close.", false, {}};
    for (const auto& open : view.open_suggestions) {
        const auto id = open.id.text();
        field.choices.push_back({id, "La suggestion « " + open.title + " »", "", id == view.suggestion});
    }
    field.choices.push_back(
        {"", "Aucune suggestion : vous avez proposé l’échange de vous-même", "", view.suggestion.empty()});
    return field;
}

ChoiceField mode_field(const std::string& chosen) {
    ChoiceField field{"mode", "Comment ?", "", false, {}};
    for (const auto& [mode, name] : interview_mode_names)
        field.choices.push_back({std::string{name}, std::string{mode_words(mode)}, "", name == chosen});
    return field;
}

ChoiceField topics_field(const InterviewFormView& view) {
    ChoiceField field{"topics",
                      "De quels sujets de travail avez-vous parlé ?",
                      "Le travail seulement. Si la personne a parlé de sa santé, ne le notez nulle part.",
                      true,
                      {}};
    for (const auto& topic : view.topics.all())
        field.choices.push_back(
            {topic.code, topic.label, "",
             std::ranges::find(view.ticked_topics, topic.code) != view.ticked_topics.end()});
    return field;
}

ChoiceField wish_field(const std::string& chosen) {
    ChoiceField field{"wish", "La personne souhaite", "Ce qu’elle vous a dit pendant l’échange.", false, {}};
    for (const auto& [wish, name] : interview_wish_names)
        field.choices.push_back({std::string{name}, std::string{wish_words(wish)}, "", name == chosen});
    return field;
}

}  // namespace

std::string_view mode_words(InterviewMode mode) {
    switch (mode) {
        case InterviewMode::on_site:
            return "Sur place";
        case InterviewMode::phone:
            return "Par téléphone";
        case InterviewMode::video:
            return "En visioconférence";
    }
    return "";
}

std::string_view wish_words(InterviewWish wish) {
    switch (wish) {
        case InterviewWish::talk_again:
            return "En reparler";
        case InterviewWish::no_follow_up:
            return "Ne pas donner suite";
        case InterviewWish::invitation:
            return "Recevoir l’invitation du service de santé au travail";
    }
    return "";
}

TemplateData interview_preparation_data(const InterviewPreparation& view) {
    TemplateData data;
    data.set("name", view.name).set("employee", view.employee.text());
    data.set("question_of_suggestion", view.suggestion ? "?suggestion=" + view.suggestion->text() : "");
    data.set_optional("back_to_suggestion", view.suggestion ? view.suggestion->text() : "");
    data.set("has_facts", !view.facts.empty()).set("facts", fact_list(view.facts));
    data.set_optional("frozen", view.frozen);
    data.set("has_service", !view.service.name.empty());
    data.set("service_name", view.service.name).set("service_phone", view.service.phone);
    data.set("retention_officer", view.service.retention_officer);
    return data;
}

TemplateData interview_form_data(const InterviewFormView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("name", view.name).set("employee", view.employee.text());
    if (view.open_suggestions.empty())
        data.set("suggestion_field", false);
    else
        data.set("suggestion_field", choice_field(suggestion_field(view), errors));
    data.set("held_on_field",
             day_field("held_on", "Quand l’échange a-t-il eu lieu ?", "", view.held_on, errors));
    data.set("mode_field", choice_field(mode_field(view.mode), errors));
    data.set("accompanied_field", choice_field({"accompanied",
                                                "La personne était-elle accompagnée ?",
                                                "Elle peut venir avec quelqu’un de son choix.",
                                                false,
                                                {{"no", "Non", "", view.accompanied == "no"},
                                                 {"yes", "Oui", "", view.accompanied == "yes"}}},
                                               errors));
    data.set("topics_field", choice_field(topics_field(view), errors));
    data.set("wish_field", choice_field(wish_field(view.wish), errors));
    data.set("talk_again_on_field",
             day_field("talk_again_on", "En reparler le", "Seulement si la personne souhaite en reparler.",
                       view.talk_again_on, errors));
    return data;
}

TemplateData interview_follow_up_data(const InterviewFollowUp& view) {
    TemplateData data;
    data.set("name", view.name).set("employee", view.employee.text());
    data.set("held_words", view.held_words).set("wish_words", std::string{wish_words(view.wish)});
    data.set_optional("talk_again_words", view.talk_again_words);
    TemplateData::List topics;
    for (const auto& topic : view.topics) topics.push_back(TemplateData{}.set("topic", topic));
    data.set("topics", std::move(topics));
    data.set("wants_no_follow_up", view.wish == InterviewWish::no_follow_up);
    data.set("wants_invitation", view.wish == InterviewWish::invitation);
    data.set("visit_suggested", view.visit_may_be_suggested);
    return data;
}

}  // namespace prevenance::forms
