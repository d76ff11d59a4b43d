// Making an account, for the administrator's page and the command line alike: what is drawn for the person,
// what is stored, and what is shown once.
#pragma once

#include "api/call.h"
#include "api/services.h"
#include "domain/calendar.h"
#include "forms/account_form.h"
#include "storage/accounts.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

struct IssuedAccount {
    storage::AccountRecord record;
    std::vector<TeamId> teams;
    Sensitive<std::string> login;
    Sensitive<std::string> password;
    Sensitive<std::string> totp_seed;      // base 32
    Sensitive<std::string> enrolment_uri;  // for the QR code
};

// Draws what is missing and hashes the password: takes a moment, so never inside a transaction. Errors:
// invalid, with every field that is wrong: an unknown organisation or team, a name that is taken, a refused
// password. `chosen_password`: none draws one, which ends by itself after a week and opens nothing but the
// page where its person replaces it.
Result<IssuedAccount> issue_account(Services& services, const forms::NewAccountForm& asked,
                                    const std::optional<Sensitive<std::string>>& chosen_password,
                                    Instant now);
// False where the sign-in name was taken meanwhile; nothing is stored then.
bool store_account(storage::Transaction& transaction, const IssuedAccount& account);

// A new second factor for an existing account, and its sealed form to store.
struct IssuedSecondFactor {
    Bytes sealed;
    Sensitive<std::string> totp_seed;
    Sensitive<std::string> enrolment_uri;
};
Result<IssuedSecondFactor> issue_second_factor(Services& services, const storage::AccountRecord& account);

// Twenty characters in four groups, 99 bits; no letter that reads like another.
Sensitive<std::string> draw_password(Randomness& randomness);

// Why a password may not be taken, for form field `field`.
std::vector<FieldError> password_errors(const Services& services, const Sensitive<std::string>& password,
                                        const std::vector<Sensitive<std::string>>& context,
                                        const std::string& field);
// The same of the fields `new_password` and `new_password_again` of a form, for an account that exists.
std::vector<FieldError> new_password_errors(const Call& call, const storage::AccountRecord& account);

}  // namespace prevenance::api
