// Every route of the program on one page. Fixed addresses stand before those with a {name}.
#include "api/endpoints/show_figures.h"
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

        // Employer: what is to do, signals, people, legal calendar

        // Employer: suggestion, talk, visit request, measures

        // Employer: importing absences

        // Employer: handing over an invitation

        // Employee: by code, or alone

        // Occupational health service

        // Network
        {"GET", "/chiffres", show_figures, {Role::network_analyst}, network, reads_only, "figures.show"},
        {"GET", "/chiffres/{publication}", show_publication, {Role::network_analyst}, network, reads_only, "figures.show"},
        {"GET", "/chiffres/{publication}/tableur.csv", export_for_spreadsheet, {Role::network_analyst}, network, reads_only, "figures.export"},
        {"GET", "/chiffres/{publication}/donnees.csv", export_for_programs, {Role::network_analyst}, network, reads_only, "figures.export"},

        // Administrator
    };
    return table;
}

}  // namespace prevenance::api
