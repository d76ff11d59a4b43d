// What the référent prints for one employee: what the law makes the employer say during a long stop. It is
// for that person alone, and holds the name and the contacts: no date of an absence, no fact, no suggestion.
#pragma once

#include "domain/id.h"
#include "domain/sensitive.h"
#include "forms/interview_page.h"
#include "forms/template_data.h"

#include <string>

namespace prevenance::forms {

struct ReturnInformationLetter {
    EmployeeId employee;
    Sensitive<std::string> name;
    std::string employer_name;
    std::string siret;
    ServiceContact service;
    std::string written_on;  // "12 mars 2026"
    std::string written_by;
};

TemplateData return_information_data(const ReturnInformationLetter& letter);

}  // namespace prevenance::forms
