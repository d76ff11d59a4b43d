// Organisations as an administrator types them: employer, team, occupational health service, network. A
// number spoilt by a spreadsheet is recognised and named, because that is how most wrong ones come.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/organisation.h"
#include "forms/posted_form.h"

#include <string>

namespace prevenance::forms {

struct EmployerEntry {
    Employer employer;
    std::string department;  // code; empty: not said
};

// Each value comes without its identifier (all zeros): the caller draws one. Errors are all of the form's.
// Fields: name, siret, idcc (four digits), naf ("8810A" or "88.10A"), mode ("provider" or "agent"),
// oh_service (an identifier, or empty), department (a code of `departments`, or empty).
Result<EmployerEntry> read_employer_form(const PostedForm& form, const ChoiceList& departments);
// Field: department, as above.
Result<std::string> read_department_form(const PostedForm& form, const ChoiceList& departments);
// Fields: employer, name.
Result<Team> read_team_form(const PostedForm& form);
// Fields: name, retention_officer, phone.
Result<OhService> read_oh_service_form(const PostedForm& form);
// Field: name.
Result<Network> read_network_form(const PostedForm& form);

// An employer that enters a network, and one that leaves it.
struct Joining {
    EmployerId employer;
    Date first_day;
};
struct Leaving {
    EmployerId employer;
    Date last_day;  // inclusive
};
// Fields: employer, first_day (a year after `today` at most).
Result<Joining> read_joining_form(const PostedForm& form, Date today);
// Fields: member, last_day (the same).
Result<Leaving> read_leaving_form(const PostedForm& form, Date today);

// Why `text` is no SIRET, in French, for a form and a file alike; empty where it is one.
std::string why_no_siret(const std::string& text);

}  // namespace prevenance::forms
