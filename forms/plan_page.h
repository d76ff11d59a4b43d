// The pages of an action plan, for the référent: making it, where it stands, a follow-up, and the sheet that
// is put before the person. None has a field for why a measure is needed, or for anything an employee sent to
// the service.
#pragma once

#include "domain/error.h"
#include "domain/id.h"
#include "domain/procedure_stages.h"
#include "forms/plan_form.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct PlanFormView {
    std::string path;  // where it is posted
    std::string back;
    std::string name;
    std::string measures;  // the identifier of those that it carries out; may be empty
    int revision = 0;      // 0: a new plan
};
// `typed` fills the fields: what was posted, or what is known beforehand.
TemplateData plan_form_data(const PlanFormView& view, const PlanLists& lists, const PostedForm& typed,
                            const std::vector<FieldError>& errors);

struct PlanActionView {
    int position = 0;
    std::string label;
    std::string detail;  // may be empty
    std::string owner;   // "La direction, Claude Petit"
    std::string due_on;
    std::string ending;  // "Faite le 3 mars 2026"; empty: open
    std::string reason;  // of giving up; may be empty
};

struct PlanView {
    PlanId id;
    EmployeeId employee;
    int revision = 1;
    std::string name;
    std::string employer;
    std::string made_by;
    Stage stage = Stage::exchanged;
    std::string document;  // "Une proposition de mesures, du 3 mars 2026"
    std::string measures;  // identifier; empty: the document came on paper
    std::string exchanged_on;
    std::vector<PlanActionView> actions;
    std::vector<std::string> history;  // proposals and answers, the oldest first
    std::vector<std::string> follow_ups;
    std::string next;       // what is due, by when and of whom; may be empty
    int follow_up_due = 0;  // months; 0: none
    bool may_end_follow_up = false;
    std::string over;      // why there are no more follow-ups; may be empty
    std::string conflict;  // somebody else was quicker; may be empty
    std::string today;     // for the fields, as 2026-03-12
};
std::string_view stage_words(Stage stage);

// `typed` and `errors` belong to the form that was posted, named by its hidden field "step".
TemplateData plan_data(const PlanView& view, const PostedForm& typed, const std::vector<FieldError>& errors);

// The sheet: the plan as the person reads it and signs it.
TemplateData plan_sheet_data(const PlanView& view);

struct FollowUpView {
    PlanId id;
    int revision = 1;
    std::string name;
    int months = 6;
    std::string absences;  // the bucket that the recorded absences give; may be empty
};
TemplateData follow_up_form_data(const FollowUpView& view, const ChoiceList& leaving_reasons,
                                 const PostedForm& typed, const std::vector<FieldError>& errors);
// "Toujours dans la structure, poste adapté, mesures encore toutes en place, …"
std::string follow_up_words(const FollowUpAnswers& answers, const ChoiceList& leaving_reasons);

}  // namespace prevenance::forms
