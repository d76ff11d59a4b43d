// The accounts, for an administrator: who may enter and as what. Never what they hold.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "forms/administration_page.h"

namespace prevenance::api {

Answer show_accounts(const Call& call);

// The same page, with what went wrong.
Reply accounts_page(const Call& call, std::vector<FieldError> errors);

// Every organisation by name, for the lists of a form.
forms::KnownOrganisations known_organisations(const Call& call);

}  // namespace prevenance::api
