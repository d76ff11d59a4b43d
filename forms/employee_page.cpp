#include "forms/employee_page.h"

#include "forms/field.h"
#include "forms/french.h"

namespace prevenance::forms {
namespace {

constexpr const char* date_hint = "Par exemple 12/03/2026.";

TemplateData select(const std::string& name, const std::string& label, const std::string& chosen,
                    const std::vector<NamedCode>& choices, const std::vector<FieldError>& errors) {
    ChoiceField field{name, label, "", false, {{"", "Choisir…", "", chosen.empty()}}};
    for (const auto& choice : choices)
        field.choices.push_back({choice.code, choice.label, "", choice.code == chosen});
    return choice_field(field, errors);
}

TemplateData::List links_of(const std::vector<EmployeePageView::Suggestion>& suggestions) {
    TemplateData::List list;
    for (const auto& suggestion : suggestions)
        list.push_back(TemplateData{}
                           .set("suggestion_path", suggestion.path)
                           .set("suggestion_title", suggestion.title)
                           .set_optional("suggestion_note", suggestion.note));
    return list;
}

TemplateData::List lines_of(const std::vector<EmployeePageView::Milestone>& milestones) {
    TemplateData::List list;
    for (const auto& milestone : milestones)
        list.push_back(TemplateData{}
                           .set("milestone_words", milestone.words)
                           .set("milestone_source", milestone.source)
                           .set_optional("delete_path", milestone.delete_path));
    return list;
}

TemplateData::List lines_of(const std::vector<EmployeePageView::Fact>& facts) {
    TemplateData::List list;
    for (const auto& fact : facts)
        list.push_back(TemplateData{}.set("fact_words", fact.words).set_optional("fact_source", fact.source));
    return list;
}

}  // namespace

TemplateData employee_list_data(const EmployeeListView& view) {
    TemplateData data;
    data.set("search", view.search).set("searched", !view.search.empty()).set("has_teams", view.has_teams);
    data.set("nobody", view.people.empty());
    data.set("found", counted(view.found, "personne", "personnes"));
    TemplateData::List people;
    for (const auto& person : view.people)
        people.push_back(TemplateData{}
                             .set("person_path", "/salaries/" + person.id)
                             .set("person_name", person.name)
                             .set("person_team", person.team)
                             .set("to_inform", !person.informed)
                             .set_optional("left_on", person.left_on));
    data.set("people", std::move(people));
    data.set_optional("previous_page", view.previous_page > 0 ? std::to_string(view.previous_page) : "");
    data.set_optional("next_page", view.next_page > 0 ? std::to_string(view.next_page) : "");
    return data;
}

TemplateData employee_form_data(const EmployeeFormView& view, const JobFamilies& job_families,
                                const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("post_path", view.post_path).set("back_path", view.back_path).set("is_new", view.is_new);
    data.set("given_name_field", text_field("given_name", "Prénom", "", view.given_name, 80, errors));
    data.set("family_name_field", text_field("family_name", "Nom", "", view.family_name, 80, errors));
    data.set("payroll_field", text_field("payroll_number", "Matricule de paie",
                                         "Comme dans votre logiciel de paie, avec les zéros du début.",
                                         view.payroll_number, 40, errors));
    data.set("birth_year_field", text_field("birth_year", "Année de naissance (facultatif)",
                                            "L’année seulement : 1980.", view.birth_year, 10, errors));
    data.set("team_field", select("team", "Équipe", view.team, view.teams, errors));
    std::vector<NamedCode> jobs;
    for (const auto& family : job_families.all()) jobs.push_back({family.code, family.label});
    data.set("job_field", select("job_family", "Métier", view.job_family, jobs, errors));
    data.set("entered_on_field",
             text_field("entered_on", "Date d’entrée", date_hint, view.entered_on, 10, errors));
    data.set("left_on_field", text_field("left_on", "Date de sortie (si la personne est partie ou va partir)",
                                         date_hint, view.left_on, 10, errors));
    data.set("informed_on_field",
             text_field(
                 "informed_on", "Date à laquelle la personne a été informée de ce service",
                 "Laissez vide si ce n’est pas encore fait. Sans cette date, aucun signal ne peut être noté.",
                 view.informed_on, 10, errors));
    return data;
}

TemplateData employee_page_data(const EmployeePageView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("id", view.id).set("name", view.name).set("team", view.team).set("job", view.job);
    data.set("payroll_number", view.payroll_number).set("entered_on", view.entered_on);
    data.set_optional("left_on", view.left_on).set_optional("informed_on", view.informed_on);
    data.set("to_inform", view.informed_on.empty() || !errors.empty()).set("state", view.state);
    data.set("informed_on_field", text_field("informed_on", "Date à laquelle la personne a été informée",
                                             date_hint, view.informed_as_typed, 10, errors));
    data.set("suggestions", links_of(view.suggestions)).set("has_suggestions", !view.suggestions.empty());
    data.set("deadlines", links_of(view.deadlines)).set("has_deadlines", !view.deadlines.empty());
    TemplateData::List invitations;
    for (const auto& sentence : view.invitations)
        invitations.push_back(TemplateData{}.set("invitation_sentence", sentence));
    TemplateData::List steps;
    for (const auto& step : view.steps)
        steps.push_back(TemplateData{}.set("step_path", step.path).set("step_words", step.words));
    TemplateData::List rights;
    for (const auto& request : view.rights)
        rights.push_back(TemplateData{}.set("step_path", request.path).set("step_words", request.words));
    data.set("has_rights", !rights.empty()).set("rights", std::move(rights));
    data.set_optional("objected_on", view.objected_on).set_optional("limited_on", view.limited_on);
    data.set("has_steps", !steps.empty()).set("steps", std::move(steps));
    data.set("has_invitations", !invitations.empty()).set("invitations", std::move(invitations));
    data.set("facts", lines_of(view.facts)).set("has_facts", !view.facts.empty());
    const bool has_stops = !view.legal_stops.empty();
    data.set("has_milestones", !view.milestones.empty()).set("milestones", lines_of(view.milestones));
    data.set("stops", has_stops ? TemplateData::List{TemplateData{}.set("facts", lines_of(view.legal_stops))}
                                : TemplateData::List{});
    return data;
}

TemplateData team_form_data(const std::string& name, const std::vector<std::string>& existing,
                            const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("name_field", text_field("name", "Nom de l’équipe ou du secteur",
                                      "Par exemple « Secteur Nord ».", name, 80, errors));
    TemplateData::List teams;
    for (const auto& team : existing) teams.push_back(TemplateData{}.set("team_name", team));
    data.set("has_teams", !teams.empty()).set("teams", std::move(teams));
    return data;
}

}  // namespace prevenance::forms
