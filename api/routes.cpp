// Every route of the program on one page. Fixed addresses stand before those with a {name}.
#include "api/endpoints/show_health.h"
#include "api/endpoints/sign_in.h"
#include "api/route.h"

namespace prevenance::api {

const std::vector<Route>& routes() {
    using enum Tenant;
    using enum ForgeryRule;
    static constexpr auto anybody = Roles::anybody();
    static constexpr Roles somebody{Role::manager,     Role::referent,        Role::physician,
                                    Role::cell_member, Role::network_analyst, Role::administrator};
    static const std::vector<Route> table{
        // Everybody: signing in, help, health of the service
        {"GET", "/", show_home, anybody, none, reads_only, "home.show"},
        {"GET", "/connexion", show_sign_in, anybody, none, reads_only, "sign_in.show"},
        {"POST", "/connexion", sign_in, anybody, none, same_origin, "sign_in"},
        {"POST", "/deconnexion", sign_out, somebody, none, form_token, "sign_out"},
        {"GET", "/healthz", show_alive, anybody, none, reads_only, "health.alive"},
        {"GET", "/readyz", show_ready, anybody, none, reads_only, "health.ready"},

        // Employer: what is to do, signals, people, legal calendar

        // Employer: suggestion, talk, visit request, measures

        // Employer: importing absences

        // Employer: handing over an invitation

        // Employee: by code, or alone

        // Occupational health service

        // Network

        // Administrator
    };
    return table;
}

}  // namespace prevenance::api
