// Fills an empty installation with fictitious organisations, people and two years of history, and says how to
// enter as each kind of user. Nobody in it exists. The surprise: passwords and second factors are the same in
// every demonstration and stand in the source, so it must never be run beside real data.
#pragma once

#include "api/services.h"
#include "domain/account.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::api {

struct DemoAccess {
    Role role = Role::manager;
    std::string organisation;
    std::string display_name;
    std::string login;
    std::string password;
    std::string totp_seed;   // base 32, for an authenticator
    std::string first_step;  // French: what a visitor can do first
};

// Writes everything as of the services' clock, and gives the accesses in the order a visitor would try them.
// A demonstration that was seeded before is left as it is, and its accesses are given again. Error conflict:
// there are accounts or employers already that no demonstration made. Errors of Passwords::set.
Result<std::vector<DemoAccess>> seed_demo(Services& services);

}  // namespace prevenance::api
