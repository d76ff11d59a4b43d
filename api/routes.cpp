// Every route of the program on one page. Fixed addresses stand before those with a {name}.
#include "api/endpoints/follow_alert.h"
#include "api/endpoints/keep_mailbox.h"
#include "api/endpoints/propose_measures.h"
#include "api/endpoints/show_captured_mail.h"
#include "api/endpoints/show_inbox.h"
#include "api/endpoints/sign_in.h"
#include "api/route.h"

namespace prevenance::api {

const std::vector<Route>& routes() {
    using enum Tenant;
    using enum ForgeryRule;
    static constexpr auto anybody = Roles::anybody();
    static constexpr Roles somebody{Role::manager,     Role::referent,        Role::physician,
                                    Role::cell_member, Role::network_analyst, Role::administrator};
    static constexpr Roles physician{Role::physician};
    static constexpr Roles health_team{Role::physician, Role::cell_member};
    static const std::vector<Route> table{
        // Everybody: signing in, help, health of the service
        {"GET", "/", show_home, anybody, none, reads_only, "home.show"},
        {"GET", "/connexion", show_sign_in, anybody, none, reads_only, "sign_in.show"},
        {"POST", "/connexion", sign_in, anybody, none, same_origin, "sign_in"},
        {"GET", "/demo/courriels", show_captured_mail, anybody, none, reads_only, "captured_mail.show"},
        {"POST", "/deconnexion", sign_out, somebody, none, form_token, "sign_out"},

        // Employer: what is to do, signals, people, legal calendar

        // Employer: suggestion, talk, visit request, measures

        // Employer: importing absences

        // Employer: handing over an invitation

        // Employee: by code, or alone

        // Occupational health service
        {"GET", "/boite", show_inbox, health_team, oh_service, reads_only, "inbox.show"},
        {"GET", "/boite/ouvrir", show_founding, physician, oh_service, reads_only, "mailbox.founding"},
        {"POST", "/boite/ouvrir", found_mailbox, physician, oh_service, form_token, "mailbox.found"},
        {"GET", "/boite/membres", show_members, physician, oh_service, reads_only, "mailbox.members"},
        {"POST", "/boite/membres/demander", apply_to_mailbox, physician, oh_service, form_token, "mailbox.apply"},
        {"POST", "/boite/membres/admettre", admit_to_mailbox, physician, oh_service, form_token, "mailbox.admit"},
        {"GET", "/boite/{alert}", show_alert, physician, oh_service, reads_only, "alert.read"},
        {"POST", "/boite/{alert}/confirmer", confirm_agreement, physician, oh_service, form_token, "alert.confirm"},
        {"POST", "/boite/{alert}/visite", plan_visit, physician, oh_service, form_token, "alert.plan_visit"},
        {"POST", "/boite/{alert}/visite-faite", record_visit, physician, oh_service, form_token, "alert.record_visit"},
        {"GET", "/boite/{alert}/preconisations", show_measures_form, physician, oh_service, reads_only, "measures.form"},
        {"POST", "/boite/{alert}/preconisations/relire", preview_measures, physician, oh_service, form_token, "measures.preview"},
        {"POST", "/boite/{alert}/preconisations", send_measures, physician, oh_service, form_token, "measures.send"},
        {"POST", "/boite/{alert}/clore", close_alert, physician, oh_service, form_token, "alert.close"},

        // Network

        // Administrator
    };
    return table;
}

}  // namespace prevenance::api
