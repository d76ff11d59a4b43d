// The form of a visit request and the letter it becomes. The letter holds the employer's own words and the
// facts the employer ticked; it has no field for anything about health, nor for anything an employee sent.
#pragma once

#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"
#include "forms/interview_page.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct TickableFact {
    FactId id;
    std::string words;
    std::string source;
};

struct VisitRequestFormView {
    EmployeeId employee;
    std::string name;
    std::string talk_words;  // "le 3 févr. 2026"; empty: no talk was recorded, so no form is shown
    ChoiceList objects;
    std::vector<TickableFact> facts;
    std::string frozen;  // why there are none; empty: the data are not frozen
    // As typed.
    std::string object;
    std::string motive;
    std::vector<std::string> ticked_facts;
    std::string informed_on;
    bool decided = false;
};

TemplateData visit_request_form_data(const VisitRequestFormView& view, const std::vector<FieldError>& errors);

struct VisitRequestLetter {
    EmployeeId employee;
    Sensitive<std::string> name;
    std::string job;
    std::string employer_name;
    std::string siret;
    ServiceContact service;
    std::string object;
    Sensitive<std::string> motive;
    std::vector<std::string> facts;
    std::string talk_held_on;  // "mardi 3 février 2026"
    std::string informed_on;
    std::string requested_on;
    std::string requested_by;
};

TemplateData visit_request_letter_data(const VisitRequestLetter& letter);

}  // namespace prevenance::forms
