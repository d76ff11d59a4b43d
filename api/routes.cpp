// Every route of the program on one page. Fixed addresses stand before those with a {name}.
#include "api/endpoints/answer_invitation.h"
#include "api/endpoints/hand_over_invitation.h"
#include "api/endpoints/read_notices.h"
#include "api/endpoints/request_visit_alone.h"
#include "api/endpoints/sign_in.h"
#include "api/route.h"

namespace prevenance::api {

const std::vector<Route>& routes() {
    using enum Tenant;
    using enum ForgeryRule;
    static constexpr auto anybody = Roles::anybody();
    static constexpr Roles somebody{Role::manager,     Role::referent,        Role::physician,
                                    Role::cell_member, Role::network_analyst, Role::administrator};
    static constexpr Roles referent{Role::referent};
    static const std::vector<Route> table{
        // Everybody: signing in, help, health of the service
        {"GET", "/", show_home, anybody, none, reads_only, "home.show"},
        {"GET", "/connexion", show_sign_in, anybody, none, reads_only, "sign_in.show"},
        {"POST", "/connexion", sign_in, anybody, none, same_origin, "sign_in"},
        {"POST", "/deconnexion", sign_out, somebody, none, form_token, "sign_out"},
        {"GET", "/ce-que-nous-notons", show_what_is_noted, anybody, none, reads_only, "notice.show"},
        {"GET", "/accessibilite", show_accessibility, anybody, none, reads_only, "accessibility.show"},

        // Employer: what is to do, signals, people, legal calendar

        // Employer: suggestion, talk, visit request, measures

        // Employer: importing absences

        // Employer: handing over an invitation
        {"GET", "/salaries/{employee}/invitation", show_hand_over, referent, employer, reads_only, "invitation.form"},
        {"POST", "/salaries/{employee}/invitation", hand_over_invitation, referent, employer, form_token, "invitation.hand_over"},

        // Employee: by code, or alone
        {"GET", "/invitation", show_invitation_entry, anybody, holder_of_code, reads_only, "invitation.entry"},
        {"GET", "/i/{locator}", show_code_form, anybody, holder_of_code, reads_only, "invitation.code_form"},
        {"POST", "/i/{locator}", answer_invitation, anybody, holder_of_code, same_origin, "invitation.use"},
        {"POST", "/i/{locator}/retrait", withdraw_agreement, anybody, holder_of_code, same_origin, "invitation.withdraw"},
        {"GET", "/demander-une-visite", show_own_request, anybody, none, reads_only, "own_request.form"},
        {"POST", "/demander-une-visite", send_own_request, anybody, none, same_origin, "own_request.send"},

        // Occupational health service

        // Network

        // Administrator
    };
    return table;
}

}  // namespace prevenance::api
