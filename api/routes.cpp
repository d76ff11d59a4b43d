// Every route of the program on one page. Fixed addresses stand before those with a {name}.
#include "api/endpoints/answer_invitation.h"
#include "api/endpoints/hand_over_invitation.h"
#include "api/endpoints/read_notices.h"
#include "api/endpoints/request_visit_alone.h"
#include "api/endpoints/add_team.h"
#include "api/endpoints/answer_suggestion.h"
#include "api/endpoints/change_employee.h"
#include "api/endpoints/delete_signal.h"
#include "api/endpoints/list_employees.h"
#include "api/endpoints/list_signals.h"
#include "api/endpoints/list_suggestions.h"
#include "api/endpoints/record_interview.h"
#include "api/endpoints/record_signal.h"
#include "api/endpoints/request_visit.h"
#include "api/endpoints/show_employee.h"
#include "api/endpoints/show_employees.h"
#include "api/endpoints/show_signal.h"
#include "api/endpoints/show_suggestion.h"
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
    static constexpr Roles at_employer{Role::manager, Role::referent};
    static constexpr Roles referents{Role::referent};
    static const std::vector<Route> table{
        // Everybody: signing in, help, health of the service
        {"GET", "/", show_home, anybody, none, reads_only, "home.show"},
        {"GET", "/connexion", show_sign_in, anybody, none, reads_only, "sign_in.show"},
        {"POST", "/connexion", sign_in, anybody, none, same_origin, "sign_in"},
        {"POST", "/deconnexion", sign_out, somebody, none, form_token, "sign_out"},
        {"GET", "/ce-que-nous-notons", show_what_is_noted, anybody, none, reads_only, "notice.show"},
        {"GET", "/accessibilite", show_accessibility, anybody, none, reads_only, "accessibility.show"},

        // Employer: what is to do, signals, people, legal calendar
        {"GET", "/signaler", show_signal_form, at_employer, employer, reads_only, "signal.form"},
        {"POST", "/signaler", record_signal, at_employer, employer, form_token, "signal.record"},
        {"GET", "/signaler/equipe", show_team_signal_form, at_employer, employer, reads_only, "signal.form"},
        {"POST", "/signaler/equipe", record_signal, at_employer, employer, form_token, "signal.record"},
        {"GET", "/signaux/{signal}", show_signal, at_employer, employer, reads_only, "signal.read"},
        {"POST", "/signaux/{signal}/supprimer", delete_signal, at_employer, employer, form_token, "signal.delete"},
        {"POST", "/api/v1/signals", record_signal, at_employer, employer, api_key, "signal.record"},
        {"GET", "/api/v1/signals", list_signals, at_employer, employer, api_key, "signal.list"},
        {"GET", "/api/v1/signals/{signal}", read_signal, at_employer, employer, api_key, "signal.read"},
        {"GET", "/salaries", show_employees, referents, employer, reads_only, "employee.list"},
        {"GET", "/salaries/nouveau", show_new_employee, referents, employer, reads_only, "employee.form"},
        {"POST", "/salaries/nouveau", add_employee, referents, employer, form_token, "employee.add"},
        {"GET", "/salaries/{employee}", show_employee, referents, employer, reads_only, "employee.read"},
        {"GET", "/salaries/{employee}/modifier", show_employee_form, referents, employer, reads_only, "employee.form"},
        {"POST", "/salaries/{employee}/modifier", change_employee, referents, employer, form_token, "employee.change"},
        {"POST", "/salaries/{employee}/information", inform_employee, referents, employer, form_token, "employee.inform"},
        {"GET", "/api/v1/employees", list_employees, referents, employer, api_key, "employee.list"},
        {"POST", "/api/v1/employees", add_employee, referents, employer, api_key, "employee.add"},
        {"GET", "/api/v1/employees/{employee}", read_employee, referents, employer, api_key, "employee.read"},
        {"GET", "/equipes/nouvelle", show_new_team, referents, employer, reads_only, "team.form"},
        {"POST", "/equipes/nouvelle", add_team, referents, employer, form_token, "team.add"},

        // Employer: suggestion, talk, visit request, measures
        {"GET", "/suggestions/{suggestion}", show_suggestion, referents, employer, reads_only, "suggestion.read"},
        {"POST", "/suggestions/{suggestion}/reporter", postpone_suggestion, referents, employer, form_token, "suggestion.postpone"},
        {"POST", "/suggestions/{suggestion}/fait-inexact", remove_wrong_fact, referents, employer, form_token, "suggestion.fact_wrong"},
        {"POST", "/suggestions/{suggestion}/clore", close_suggestion, referents, employer, form_token, "suggestion.close"},
        {"GET", "/api/v1/suggestions", list_suggestions, referents, employer, api_key, "suggestion.list"},
        {"GET", "/api/v1/suggestions/{suggestion}", show_suggestion_card, referents, employer, api_key, "suggestion.read"},
        {"GET", "/salaries/{employee}/entretien/preparer", prepare_interview, referents, employer, reads_only, "interview.prepare"},
        {"GET", "/salaries/{employee}/entretien", show_interview_form, referents, employer, reads_only, "interview.form"},
        {"POST", "/salaries/{employee}/entretien", record_interview, referents, employer, form_token, "interview.record"},
        {"GET", "/entretiens/{interview}", show_interview, referents, employer, reads_only, "interview.read"},
        {"GET", "/salaries/{employee}/demande-de-visite", show_visit_request_form, referents, employer, reads_only, "visit_request.form"},
        {"POST", "/salaries/{employee}/demande-de-visite", request_visit, referents, employer, form_token, "visit_request.make"},
        {"GET", "/demandes-de-visite/{request}/lettre", show_visit_request_letter, referents, employer, reads_only, "visit_request.read"},

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
