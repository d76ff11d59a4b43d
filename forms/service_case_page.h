// One accompaniment as the physicians of its service follow it (P2 to P5): the steps with their days, what
// comes next, and a form for each note that the state allows. The view has no field for a name, a fact or a
// word of anybody: those are on the page of the message, as long as the person's agreement shows them.
#pragma once

#include "domain/error.h"
#include "domain/service_case.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct DatedStep {
    Date on;
    std::string words;
};

struct FollowUpLine {
    int months = 6;
    Date due_on;
    std::optional<Date> asked_on;
    std::optional<Date> answered_on;
    std::optional<bool> still_in_work;
    std::string post;  // a code; empty where there is none
    std::optional<bool> help_wished;
    bool by_the_person = false;
};

struct ServiceCaseView {
    std::string path;     // "/boite/…"
    std::string number;   // of the receipt, which the person has too
    std::string version;  // of the dates this page shows
    CaseDates dates;
    Date today;
    std::optional<Date> visit_on;  // planned
    std::vector<DatedStep> steps;  // any order
    std::vector<FollowUpLine> follow_ups;
    std::optional<DueTask> next;
    bool message_expired = false;  // the message is not shown any more, the accompaniment goes on
    bool left_employer = false;
    std::string officer;      // référent or référente of the service, with the telephone
    const PostedForm& typed;  // empty, or the form that comes back
    std::vector<FieldError> errors;
    bool is_stale = false;  // somebody else noted something since the form was made
    std::string refusal;    // why the move is not possible; empty where none was tried
};
TemplateData service_case_data(const ServiceCaseView& view);

// "appeler la personne", "demander le suivi à 6 mois"…
std::string task_words(const DueTask& task);

}  // namespace prevenance::forms
