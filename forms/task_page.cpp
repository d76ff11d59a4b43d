#include "forms/task_page.h"

#include "forms/field.h"

namespace prevenance::forms {
namespace {

TemplateData::List lines_of(const std::vector<Task>& tasks) {
    TemplateData::List list;
    for (const auto& task : tasks)
        list.push_back(TemplateData{}
                           .set("task_path", task.path)
                           .set("task_title", task.title)
                           .set_optional("task_note", task.note));
    return list;
}

// A heading with its tasks; nothing where there are none.
TemplateData::List group(const std::vector<Task>& tasks) {
    if (tasks.empty()) return {};
    return {TemplateData{}.set("tasks", lines_of(tasks))};
}

TemplateData informed_on_field(const ReferentTaskView& view, const std::vector<FieldError>& errors) {
    return input_field(
        {.name = "informed_on",
         .label = "À quelle date avez-vous informé le personnel et le CSE (comité social et économique) ?",
         .hint = "Sans comité, la date d’information du personnel suffit. Par exemple 12/03/2026.",
         .value = view.informed_as_typed,
         .type = "text",
         .autocomplete = "off",
         .input_mode = "",
         .longest = 10},
        errors);
}

}  // namespace

TemplateData manager_tasks_data(const ManagerTaskView& view) {
    TemplateData data;
    data.set("own_entries", group(view.own_entries)).set("no_entry", view.own_entries.empty());
    return data;
}

TemplateData referent_tasks_data(const ReferentTaskView& view, const std::vector<FieldError>& errors) {
    TemplateData data;
    data.set("team_group", group(view.teams)).set("person_group", group(view.people));
    data.set("measures_group", group(view.measures)).set("plan_group", group(view.plans));
    data.set("deadline_group", group(view.deadlines));
    const bool first_use = view.needs_people || view.needs_information || view.needs_facts;
    data.set("rights_group", group(view.rights));
    const bool nothing = view.teams.empty() && view.people.empty() && view.measures.empty() &&
                         view.plans.empty() && view.deadlines.empty() && view.rights.empty();
    data.set("nothing_to_do", nothing && !first_use);
    data.set("first_use", first_use).set("needs_people", view.needs_people);
    data.set("needs_information", view.needs_information).set("needs_facts", view.needs_facts);
    data.set("informed_on_field", informed_on_field(view, errors));
    return data;
}

}  // namespace prevenance::forms
