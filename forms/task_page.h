// « À faire »: what waits for the person who signed in, as a list of tasks. It is no dashboard: it has no
// figure about people and no order among them but time. A manager's view has no field that a suggestion, an
// absence or a deadline could stand in.
#pragma once

#include "domain/error.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct Task {
    std::string path;
    std::string title;
    std::string note;  // may be empty
};

struct ManagerTaskView {
    std::vector<Task> own_entries;  // the latest first
};

struct ReferentTaskView {
    std::vector<Task> teams;      // suggestions about a team: first, because work comes before the person
    std::vector<Task> people;     // suggestions to talk
    std::vector<Task> measures;   // what a physician proposed and nobody has answered
    std::vector<Task> plans;      // what action plans wait for
    std::vector<Task> deadlines;  // of the law, soon or late
    std::vector<Task> rights;     // requests of people about their own data, by due date
    // First use. A step that is done is not shown; all done: no steps.
    bool needs_people = false;
    bool needs_information = false;
    bool needs_facts = false;
    std::string informed_as_typed;
};

TemplateData manager_tasks_data(const ManagerTaskView& view);
TemplateData referent_tasks_data(const ReferentTaskView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
