// The administrator's pages: accounts and organisations, never a case. The views have no field for anything
// about an employee.
#pragma once

#include "domain/account.h"
#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/organisation.h"
#include "domain/sensitive.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct AccountLine {
    AccountId id;
    Role role = Role::manager;
    std::string login;
    std::string display_name;
    std::string organisation;  // empty for an administrator
    bool closed = false;
    bool is_reader = false;  // the administrator who looks: nobody closes the own account
};

struct AccountsView {
    std::vector<AccountLine> accounts;
    bool single_administrator = false;
};
TemplateData accounts_data(const AccountsView& view);

struct KnownOrganisations {
    std::vector<Employer> employers;
    std::vector<Team> teams;  // of all employers
    std::vector<OhService> oh_services;
    std::vector<Network> networks;
};

// The form of a new account, with what was typed.
TemplateData account_form_data(const KnownOrganisations& known, const PostedForm& typed,
                               const std::vector<FieldError>& errors);

// What a person needs to enter, shown once.
struct EntranceView {
    std::string login;
    std::optional<Sensitive<std::string>> password;  // none: it stays as it is
    Sensitive<std::string> totp_seed;
    Sensitive<std::string> enrolment_uri;
};
TemplateData entrance_data(const EntranceView& view);

struct EmployerLine {
    EmployerId id;
    std::string name;
    std::string siret;
    std::string mode;        // in words
    std::string department;  // "Haute-Loire (43)"; empty: not known
    std::string oh_service;  // empty: none yet
    std::string networks;    // of today
    std::vector<std::string> teams;
};

struct NetworkLine {
    NetworkId id;
    std::string name;
    int members = 0;  // of today
};

struct OrganisationsView {
    std::vector<EmployerLine> employers;
    std::vector<OhService> oh_services;
    std::vector<NetworkLine> networks;
};
TemplateData organisations_data(const OrganisationsView& view);

// The forms that add an organisation; each with what was typed.
TemplateData employer_form_data(const KnownOrganisations& known, const ChoiceList& departments,
                                const PostedForm& typed, const std::vector<FieldError>& errors);
TemplateData team_form_data(const KnownOrganisations& known, const PostedForm& typed,
                            const std::vector<FieldError>& errors);
TemplateData oh_service_form_data(const PostedForm& typed, const std::vector<FieldError>& errors);
TemplateData network_form_data(const PostedForm& typed, const std::vector<FieldError>& errors);

// The form that changes an employer's département: what was typed, or `known` where nothing was typed yet.
TemplateData department_form_data(EmployerId employer, const std::string& known, const ChoiceList& departments,
                                  const PostedForm& typed, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
