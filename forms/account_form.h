// A new account as an administrator asks for it. The password is not in the form: the program draws it.
#pragma once

#include "domain/account.h"
#include "domain/error.h"
#include "domain/sensitive.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct NewAccountForm {
    Role role = Role::manager;
    Sensitive<std::string> login;
    Sensitive<std::string> display_name;
    std::optional<EmployerId> employer;     // of a manager and a référent
    std::optional<OhServiceId> oh_service;  // of a physician and a cell member
    std::optional<NetworkId> network;       // of an analyst
    std::vector<TeamId> teams;              // of a manager: one at least
};

// Fields: role, login, display_name, employer, oh_service, network, teams. Identifiers that the role has no
// use for are left out, not refused: the page shows every list at once. Errors are all of the form's.
Result<NewAccountForm> read_account_form(const PostedForm& form);

// "Médecin du travail"
std::string_view role_in_french(Role role);

}  // namespace prevenance::forms
