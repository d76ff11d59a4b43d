// Organisations as an administrator types them: employer, team, occupational health service, network. A
// number spoilt by a spreadsheet is recognised and named, because that is how most wrong ones come.
#pragma once

#include "domain/organisation.h"
#include "forms/posted_form.h"

namespace prevenance::forms {

// Each value comes without its identifier (all zeros): the caller draws one. Errors are all of the form's.
// Fields: name, siret, idcc (four digits), naf ("8810A" or "88.10A"), mode ("provider" or "agent"),
// oh_service (an identifier, or empty).
Result<Employer> read_employer_form(const PostedForm& form);
// Fields: employer, name.
Result<Team> read_team_form(const PostedForm& form);
// Fields: name, retention_officer, phone.
Result<OhService> read_oh_service_form(const PostedForm& form);
// Field: name.
Result<Network> read_network_form(const PostedForm& form);

struct Membership {
    NetworkId network;
    EmployerId employer;
};
// Fields: network, employer.
Result<Membership> read_membership_form(const PostedForm& form);

// Why `text` is no SIRET, in French, for a form and a file alike; empty where it is one.
std::string why_no_siret(const std::string& text);

}  // namespace prevenance::forms
