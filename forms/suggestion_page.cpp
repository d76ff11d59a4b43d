#include "forms/suggestion_page.h"

#include "forms/field.h"

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

TemplateData::List number_list(const std::vector<NumberOrigin>& numbers) {
    TemplateData::List list;
    for (const auto& number : numbers) {
        TemplateData item;
        item.set("number_words", number.words).set_optional("number_role", number.role);
        item.set("number_bounds", number.bounds).set("number_set", number.set);
        list.push_back(std::move(item));
    }
    return list;
}

TemplateData::List note_list(const std::vector<NoteBeside>& notes) {
    TemplateData::List list;
    for (const auto& note : notes) {
        TemplateData item;
        item.set("note_title", note.title).set("facts", fact_list(note.facts));
        item.set("note_rule", note.rule).set("note_unknown", note.unknown);
        list.push_back(std::move(item));
    }
    return list;
}

TemplateData::List sentence_list(const std::vector<std::string>& sentences) {
    TemplateData::List list;
    for (const auto& sentence : sentences) list.push_back(TemplateData{}.set("sentence", sentence));
    return list;
}

TemplateData wrong_fact_field(const SuggestionView& view, const std::vector<FieldError>& errors) {
    ChoiceField field{
        "fact", "Quel fait est inexact ?", "Il est supprimé du dossier, puis la règle est relue.", false, {}};
    for (const auto& fact : view.removable) {
        const auto id = fact.id.text();
        field.choices.push_back({id, fact.words, fact.consequence, id == view.fact});
    }
    return choice_field(field, errors);
}

TemplateData closing_field(const SuggestionView& view, const std::vector<FieldError>& errors) {
    ChoiceField field{
        "reason", "Pourquoi ?", "Votre nom, la date et cette raison restent au dossier.", false, {}};
    for (const auto& reason : view.closing_reasons.all())
        field.choices.push_back({reason.code, reason.label, "", reason.code == view.reason});
    return choice_field(field, errors);
}

TemplateData postponement_field(const SuggestionView& view, const std::vector<FieldError>& errors) {
    return day_field("until", "Revenir sur cette suggestion le", "Dans les trois mois.", view.until, errors);
}

TemplateData answers(const SuggestionView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("suggestion", view.id.text());
    data.set("employee", view.employee ? view.employee->text() : "")
        .set("about_person", view.employee.has_value());
    data.set("until_field", postponement_field(view, errors));
    data.set("postpone_open", view.answering == SuggestionAnswer::postpone);
    data.set("reason_field", closing_field(view, errors));
    data.set("close_open", view.answering == SuggestionAnswer::close);
    return data;
}

TemplateData wrong_fact(const SuggestionView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("suggestion", view.id.text());
    data.set("wrong_fact_open", view.answering == SuggestionAnswer::wrong_fact);
    data.set("has_removable", !view.removable.empty()).set("fact_field", wrong_fact_field(view, errors));
    data.set("about_team", !view.employee.has_value());
    return data;
}

}  // namespace

std::string suggestion_title(const SuggestionView& view) {
    if (view.legal) return view.title;
    if (!view.employee) return "Parler du travail avec l’équipe " + view.about + " ?";
    return "Proposer un échange à " + view.about + " ?";
}

TemplateData suggestion_data(const SuggestionView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    TemplateData::List team_first;
    for (const auto& other : view.about_team_first)
        team_first.push_back(
            TemplateData{}.set("team_suggestion", other.id.text()).set("team_title", other.title));
    data.set("has_team_first", !team_first.empty()).set("team_first", std::move(team_first));
    data.set_optional("letter_path", view.letter_path);
    data.set("about", view.about).set("legal", view.legal).set("rule_title", view.title);
    data.set("raised_words", view.raised_words);
    data.set_optional("closed_words", view.closed_words)
        .set_optional("postponed_words", view.postponed_words);
    data.set("facts", fact_list(view.facts));
    data.set("rule", view.rule).set("source", view.source).set("rule_changed", view.rule_changed);
    data.set_optional("exception", view.exception);
    data.set("rule_name", view.rule_name).set("has_numbers", !view.numbers.empty());
    data.set("numbers", number_list(view.numbers));
    data.set("unknown", view.unknown).set_optional("stops", view.stops).set_optional("due", view.due);
    data.set("has_also_unknown", !view.also_unknown.empty());
    data.set("also_unknown", sentence_list(view.also_unknown));
    data.set_optional("without", view.without).set("changeable", view.open);
    data.set("has_notes", !view.notes.empty()).set("notes", note_list(view.notes));
    if (view.open && !view.legal)
        data.set("answers", answers(view, errors));
    else
        data.set("answers", false);
    if (view.open)
        data.set("wrong_fact", wrong_fact(view, errors));
    else
        data.set("wrong_fact", false);
    return data;
}

}  // namespace prevenance::forms
