// The deadlines of the Code du travail, on a page of their own: they are duties, not signs of anything, and
// never stand among the suggestions.
#pragma once

#include "domain/error.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct LegalDeadline {
    std::string id;
    std::string person;
    std::string person_path;
    std::string title;
    std::string due;  // "À faire au plus tard le …"; empty where the law sets no delay
    bool is_late = false;
    std::string rule;
    std::string source;
    std::vector<std::string> facts;
    std::string unknown;
    std::string letter_path;  // to what the employer may hand over to meet it; empty: nothing
};

struct LegalCalendarView {
    std::vector<LegalDeadline> deadlines;  // the first due first
};

TemplateData legal_calendar_data(const LegalCalendarView& view);

struct LegalStopFormView {
    struct Person {
        std::string id;
        std::string name;
    };
    std::vector<Person> people;
    std::string employee, kind, starts_on, ends_on;  // as typed
    std::string inform_path;                         // of a person who was not informed yet; else empty
};

TemplateData legal_stop_form_data(const LegalStopFormView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
