// Every route of the program on one page. Fixed addresses stand before those with a {name}.
#include "api/endpoints/add_account.h"
#include "api/endpoints/add_organisation.h"
#include "api/endpoints/add_team.h"
#include "api/endpoints/answer_invitation.h"
#include "api/endpoints/answer_measures.h"
#include "api/endpoints/answer_own_follow_up.h"
#include "api/endpoints/answer_rights_request.h"
#include "api/endpoints/answer_suggestion.h"
#include "api/endpoints/change_employee.h"
#include "api/endpoints/change_rule_settings.h"
#include "api/endpoints/close_account.h"
#include "api/endpoints/compare_services.h"
#include "api/endpoints/decide_import.h"
#include "api/endpoints/declare_legal_stop.h"
#include "api/endpoints/delete_signal.h"
#include "api/endpoints/exercise_rights.h"
#include "api/endpoints/follow_alert.h"
#include "api/endpoints/follow_case.h"
#include "api/endpoints/follow_plan.h"
#include "api/endpoints/hand_over_invitation.h"
#include "api/endpoints/import_absences.h"
#include "api/endpoints/inform_about_return.h"
#include "api/endpoints/keep_mailbox.h"
#include "api/endpoints/keep_network_members.h"
#include "api/endpoints/keep_passkeys.h"
#include "api/endpoints/keep_recovery_code.h"
#include "api/endpoints/keep_territory.h"
#include "api/endpoints/list_employees.h"
#include "api/endpoints/list_signals.h"
#include "api/endpoints/list_suggestions.h"
#include "api/endpoints/list_teams.h"
#include "api/endpoints/make_plan.h"
#include "api/endpoints/my_account.h"
#include "api/endpoints/propose_measures.h"
#include "api/endpoints/prove_identity.h"
#include "api/endpoints/read_notices.h"
#include "api/endpoints/record_interview.h"
#include "api/endpoints/record_milestone.h"
#include "api/endpoints/record_signal.h"
#include "api/endpoints/record_team_figures.h"
#include "api/endpoints/request_visit.h"
#include "api/endpoints/request_visit_alone.h"
#include "api/endpoints/reset_password.h"
#include "api/endpoints/set_department.h"
#include "api/endpoints/show_accounts.h"
#include "api/endpoints/show_captured_mail.h"
#include "api/endpoints/show_collective_documents.h"
#include "api/endpoints/show_directory.h"
#include "api/endpoints/show_documents.h"
#include "api/endpoints/show_employee.h"
#include "api/endpoints/show_employees.h"
#include "api/endpoints/show_figures.h"
#include "api/endpoints/show_health.h"
#include "api/endpoints/show_inbox.h"
#include "api/endpoints/show_leaflets.h"
#include "api/endpoints/show_legal_calendar.h"
#include "api/endpoints/show_meeting_sheet.h"
#include "api/endpoints/show_open_data.h"
#include "api/endpoints/show_orientation.h"
#include "api/endpoints/show_retention.h"
#include "api/endpoints/show_rules.h"
#include "api/endpoints/show_service_activity.h"
#include "api/endpoints/show_signal.h"
#include "api/endpoints/show_suggestion.h"
#include "api/endpoints/show_tasks.h"
#include "api/endpoints/sign_in.h"
#include "api/endpoints/take_first_steps.h"
#include "api/endpoints/write_letter.h"
#include "api/route.h"

namespace prevenance::api {

const std::vector<Route>& routes() {
    using enum Tenant;
    using enum ForgeryRule;
    static constexpr std::size_t file_limit = 21UL * 1024 * 1024;  // one more than a file may have, so that it is told so
    static constexpr auto anybody = Roles::anybody();
    static constexpr Roles somebody{Role::manager,     Role::referent,        Role::physician,
                                    Role::cell_member, Role::network_analyst, Role::administrator};
    static constexpr Roles at_employer{Role::manager, Role::referent};
    static constexpr Roles referents{Role::referent};
    static constexpr Roles analysts{Role::network_analyst};
    static constexpr Roles administrators{Role::administrator};
    static constexpr Roles physicians{Role::physician};
    static constexpr Roles health_team{Role::physician, Role::cell_member};
    static constexpr auto fresh_proof = Proof::fresh;
    static const std::vector<Route> table{
        // Everybody: signing in, help, health of the service
        {"GET", "/", show_home, anybody, none, reads_only, "home.show"},
        {"GET", "/connexion", show_sign_in, anybody, none, reads_only, "sign_in.show"},
        {"POST", "/connexion", sign_in, anybody, none, same_origin, "sign_in"},
        {"POST", "/connexion/cle", sign_in_with_key, anybody, none, same_origin, "sign_in.passkey"},
        {"GET", "/demo/courriels", show_captured_mail, anybody, none, reads_only, "captured_mail.show"},
        {"POST", "/deconnexion", sign_out, somebody, none, form_token, "sign_out"},
        {"GET", "/mon-compte", show_my_account, somebody, none, reads_only, "own_account.show"},
        {"GET", "/mon-mot-de-passe", show_password_form, somebody, none, reads_only, "own_account.password"},
        {"POST", "/mon-mot-de-passe", change_password, somebody, none, form_token,
         "own_account.change_password", fresh_proof},
        {"POST", "/mon-compte/cles", add_api_key, referents, none, form_token, "api_key.add", fresh_proof},
        {"GET", "/mon-compte/preuve", show_proof, somebody, none, reads_only, "own_account.proof"},
        {"POST", "/mon-compte/preuve", prove_identity, somebody, none, form_token, "own_account.prove"},
        {"POST", "/mon-compte/sessions/terminer", end_other_sessions, somebody, none, form_token,
         "session.end_others"},
        {"POST", "/mon-compte/sessions/{session}/terminer", end_session, somebody, none, form_token,
         "session.end"},
        {"GET", "/mon-compte/cles-de-securite/ajouter", show_new_passkey, somebody, none, reads_only,
         "passkey.form", fresh_proof},
        {"POST", "/mon-compte/cles-de-securite/ajouter", add_passkey, somebody, none, form_token,
         "passkey.add", fresh_proof},
        {"POST", "/mon-compte/cles-de-securite/{passkey}/retirer", remove_passkey, somebody, none, form_token,
         "passkey.remove", fresh_proof},
        {"GET", "/nouveau-mot-de-passe", show_new_password, anybody, none, reads_only, "password_reset.form"},
        {"POST", "/nouveau-mot-de-passe", set_new_password, anybody, none, same_origin, "password_reset.use"},
        {"GET", "/mon-compte/code-de-secours", show_recovery, health_team, none, reads_only,
         "recovery_code.show", fresh_proof},
        {"POST", "/mon-compte/code-de-secours", make_recovery_code, health_team, none, form_token,
         "recovery_code.make", fresh_proof},
        {"GET", "/mon-compte/code-de-secours/verifier", show_recovery_check, health_team, none, reads_only,
         "recovery_code.form", fresh_proof},
        {"POST", "/mon-compte/code-de-secours/verifier", verify_recovery_code, health_team, none, form_token,
         "recovery_code.verify"},
        {"POST", "/mon-compte/cles/{key}/retirer", revoke_api_key, referents, none, form_token,
         "api_key.revoke"},
        {"GET", "/api/v1/open-data/{publication}/datapackage.json", show_open_data_package, anybody, none, reads_only, "open_data.read"},
        {"GET", "/api/v1/open-data/{publication}/chiffres.csv", show_open_data_csv, anybody, none, reads_only, "open_data.read"},
        {"GET", "/api/v1/open-data/{publication}/schema.json", show_open_data_schema, anybody, none, reads_only, "open_data.read"},
        {"GET", "/healthz", show_alive, anybody, none, reads_only, "health.alive"},
        {"GET", "/readyz", show_ready, anybody, none, reads_only, "health.ready"},
        {"GET", "/ce-que-nous-notons", show_what_is_noted, anybody, none, reads_only, "notice.show"},
        {"GET", "/limites", show_limits, anybody, none, reads_only, "limits.show"},
        {"GET", "/accessibilite", show_accessibility, anybody, none, reads_only, "accessibility.show"},
        {"GET", "/orientation", show_orientation, anybody, none, reads_only, "orientation.show"},
        {"GET", "/orientation/{way}", show_orientation_step, anybody, none, reads_only, "orientation.show"},
        {"GET", "/annuaire", show_directory, anybody, none, reads_only, "directory.show"},
        {"GET", "/annuaire/guide", show_directory_guide, anybody, none, reads_only, "directory.show"},
        {"GET", "/annuaire/{sheet}", show_sheet, anybody, none, reads_only, "directory.show"},
        {"GET", "/fiches", show_leaflets, anybody, none, reads_only, "leaflet.list"},
        {"GET", "/fiches/salarie", show_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/salarie/pdf", print_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/employeur", show_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/employeur/pdf", print_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/procedure", show_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/procedure/pdf", print_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/medecin-traitant", show_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/medecin-traitant/pdf", print_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/guide-d-entretien", show_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/guide-d-entretien/pdf", print_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/noter-un-signal", show_leaflet, anybody, none, reads_only, "leaflet.read"},
        {"GET", "/fiches/noter-un-signal/pdf", print_leaflet, anybody, none, reads_only, "leaflet.read"},

        // Employer: what is to do, signals, people, legal calendar
        {"GET", "/a-faire", show_tasks, at_employer, employer, reads_only, "tasks.show"},
        {"POST", "/information-du-personnel", inform_staff, referents, employer, form_token, "staff.inform"},
        {"GET", "/signaler", show_signal_form, at_employer, employer, reads_only, "signal.form"},
        {"POST", "/signaler", record_signal, at_employer, employer, form_token, "signal.record"},
        {"POST", "/signaler/chercher", search_person_to_note, at_employer, employer, form_token,
         "signal.form"},
        {"GET", "/signaler/equipe", show_team_signal_form, at_employer, employer, reads_only, "signal.form"},
        {"POST", "/signaler/equipe", record_signal, at_employer, employer, form_token, "signal.record"},
        {"GET", "/signaux/{signal}", show_signal, at_employer, employer, reads_only, "signal.read"},
        {"POST", "/signaux/{signal}/supprimer", delete_signal, at_employer, employer, form_token,
         "signal.delete"},
        {"POST", "/api/v1/signals", record_signal, at_employer, employer, api_key, "signal.record"},
        {"GET", "/api/v1/signals", list_signals, at_employer, employer, api_key, "signal.list"},
        {"GET", "/api/v1/signals/{signal}", read_signal, at_employer, employer, api_key, "signal.read"},
        {"GET", "/salaries", show_employees, referents, employer, reads_only, "employee.list"},
        {"POST", "/salaries/chercher", show_employees, referents, employer, form_token, "employee.list"},
        {"GET", "/salaries/nouveau", show_new_employee, referents, employer, reads_only, "employee.form"},
        {"POST", "/salaries/nouveau", add_employee, referents, employer, form_token, "employee.add"},
        {"GET", "/salaries/{employee}", show_employee, referents, employer, reads_only, "employee.read"},
        {"GET", "/salaries/{employee}/modifier", show_employee_form, referents, employer, reads_only,
         "employee.form"},
        {"POST", "/salaries/{employee}/modifier", change_employee, referents, employer, form_token,
         "employee.change"},
        {"POST", "/salaries/{employee}/information", inform_employee, referents, employer, form_token,
         "employee.inform"},
        {"GET", "/api/v1/employees", list_employees, referents, employer, api_key, "employee.list"},
        {"POST", "/api/v1/employees", add_employee, referents, employer, api_key, "employee.add"},
        {"GET", "/api/v1/employees/{employee}", read_employee, referents, employer, api_key, "employee.read"},
        {"GET", "/api/v1/teams", list_teams, at_employer, employer, api_key, "team.list"},
        {"GET", "/equipes/nouvelle", show_new_team, referents, employer, reads_only, "team.form"},
        {"POST", "/equipes/nouvelle", add_team, referents, employer, form_token, "team.add"},
        {"GET", "/equipes", show_teams, referents, employer, reads_only, "team.list"},
        {"GET", "/equipes/{team}/chiffres", show_team_figures, referents, employer, reads_only,
         "team_figures.list"},
        {"GET", "/equipes/{team}/chiffres/{month}", show_team_figures_form, referents, employer, reads_only,
         "team_figures.form"},
        {"POST", "/equipes/{team}/chiffres/{month}", record_team_figures, referents, employer, form_token,
         "team_figures.record"},
        {"POST", "/equipes/{team}/chiffres/{month}/supprimer", delete_team_figures, referents, employer,
         form_token, "team_figures.delete"},
        {"GET", "/api/v1/teams/{team}/figures", list_team_figures, referents, employer, api_key,
         "team_figures.list"},
        {"POST", "/api/v1/teams/{team}/figures", record_team_figures, referents, employer, api_key,
         "team_figures.record"},
        {"GET", "/regles", show_rule_settings, referents, employer, reads_only, "rule_settings.list"},
        {"GET", "/regles/{rule}", show_rule_settings_form, referents, employer, reads_only,
         "rule_settings.form"},
        {"POST", "/regles/{rule}", change_rule_settings, referents, employer, form_token,
         "rule_settings.change"},
        {"GET", "/premiers-pas", show_first_steps, referents, employer, reads_only, "first_steps.show"},
        {"POST", "/premiers-pas", keep_first_steps, referents, employer, form_token, "first_steps.keep"},
        {"GET", "/documents", show_documents, referents, employer, reads_only, "document.list"},
        {"GET", "/documents/notice", show_document, referents, employer, reads_only, "document.read"},
        {"GET", "/documents/notice/pdf", print_document, referents, employer, reads_only, "document.read"},
        {"GET", "/documents/analyse-d-impact", show_document, referents, employer, reads_only,
         "document.read"},
        {"GET", "/documents/analyse-d-impact/pdf", print_document, referents, employer, reads_only,
         "document.read"},
        {"GET", "/documents/registre", show_document, referents, employer, reads_only, "document.read"},
        {"GET", "/documents/registre/pdf", print_document, referents, employer, reads_only, "document.read"},
        {"GET", "/documents/menaces", show_document, referents, employer, reads_only, "document.read"},
        {"GET", "/documents/menaces/pdf", print_document, referents, employer, reads_only, "document.read"},
        {"GET", "/documents/document-unique", show_risk_register, referents, employer, reads_only,
         "risk_register.read"},
        {"GET", "/documents/document-unique/pdf", print_risk_register, referents, employer, reads_only,
         "risk_register.read"},
        {"GET", "/documents/document-unique.csv", export_risk_register, referents, employer, reads_only,
         "risk_register.export"},
        {"GET", "/documents/comite", show_council_sheet, referents, employer, reads_only,
         "council_sheet.read"},
        {"GET", "/documents/comite/pdf", print_council_sheet, referents, employer, reads_only,
         "council_sheet.read"},
        {"GET", "/calendrier", show_legal_calendar, referents, employer, reads_only, "deadline.list"},
        {"GET", "/calendrier/arret", show_legal_stop_form, referents, employer, reads_only,
         "legal_stop.form"},
        {"POST", "/calendrier/arret", declare_legal_stop, referents, employer, form_token,
         "legal_stop.declare"},
        {"GET", "/calendrier/visite", show_milestone_form, referents, employer, reads_only, "milestone.form"},
        {"POST", "/calendrier/visite", record_milestone, referents, employer, form_token, "milestone.record"},
        {"GET", "/calendrier/retour", show_return_form, referents, employer, reads_only, "milestone.form"},
        {"POST", "/calendrier/retour", declare_return, referents, employer, form_token, "milestone.record"},
        {"POST", "/calendrier/notes/{milestone}/supprimer", delete_milestone, referents, employer, form_token,
         "milestone.delete"},
        {"POST", "/calendrier/{suggestion}/fait", finish_deadline, referents, employer, form_token,
         "deadline.done"},

        // Employer: suggestion, talk, visit request, measures
        {"GET", "/suggestions/{suggestion}", show_suggestion, referents, employer, reads_only,
         "suggestion.read"},
        {"POST", "/suggestions/{suggestion}/reporter", postpone_suggestion, referents, employer, form_token,
         "suggestion.postpone"},
        {"POST", "/suggestions/{suggestion}/fait-inexact", remove_wrong_fact, referents, employer, form_token,
         "suggestion.fact_wrong"},
        {"POST", "/suggestions/{suggestion}/clore", close_suggestion, referents, employer, form_token,
         "suggestion.close"},
        {"GET", "/api/v1/suggestions", list_suggestions, referents, employer, api_key, "suggestion.list"},
        {"GET", "/api/v1/suggestions/{suggestion}", show_suggestion_card, referents, employer, api_key,
         "suggestion.read"},
        {"GET", "/salaries/{employee}/entretien/preparer", prepare_interview, referents, employer, reads_only,
         "interview.prepare"},
        {"GET", "/salaries/{employee}/entretien/preparer/pdf", print_preparation, referents, employer,
         reads_only, "interview.prepare"},
        {"GET", "/salaries/{employee}/entretien", show_interview_form, referents, employer, reads_only,
         "interview.form"},
        {"POST", "/salaries/{employee}/entretien", record_interview, referents, employer, form_token,
         "interview.record"},
        {"GET", "/entretiens/{interview}", show_interview, referents, employer, reads_only, "interview.read"},
        {"GET", "/salaries/{employee}/demande-de-visite", show_visit_request_form, referents, employer,
         reads_only, "visit_request.form"},
        {"POST", "/salaries/{employee}/demande-de-visite", request_visit, referents, employer, form_token,
         "visit_request.make"},
        {"GET", "/demandes-de-visite/{request}/lettre", show_visit_request_letter, referents, employer,
         reads_only, "visit_request.read"},
        {"GET", "/demandes-de-visite/{request}/lettre/pdf", print_visit_request_letter, referents, employer,
         reads_only, "visit_request.read"},
        {"GET", "/salaries/{employee}/information-retour", show_return_information, referents, employer,
         reads_only, "return_letter.read"},
        {"GET", "/salaries/{employee}/information-retour/pdf", print_return_information, referents, employer,
         reads_only, "return_letter.read"},
        {"GET", "/preconisations/{measures}", show_measures, referents, employer, reads_only,
         "measures.read"},
        {"POST", "/preconisations/{measures}/connaissance", acknowledge_measures, referents, employer,
         form_token, "measures.acknowledge"},
        {"GET", "/salaries/{employee}/plan", show_plan_form, referents, employer, reads_only, "plan.form"},
        {"POST", "/salaries/{employee}/plan", make_plan, referents, employer, form_token, "plan.make"},
        {"GET", "/plans/{plan}", show_plan, referents, employer, reads_only, "plan.read"},
        {"GET", "/plans/{plan}/imprimer", print_plan, referents, employer, reads_only, "plan.read"},
        {"GET", "/plans/{plan}/modifier", show_plan_change, referents, employer, reads_only, "plan.form"},
        {"POST", "/plans/{plan}/modifier", change_plan, referents, employer, form_token, "plan.change"},
        {"POST", "/plans/{plan}/proposer", propose_plan, referents, employer, form_token, "plan.propose"},
        {"POST", "/plans/{plan}/reponse", answer_plan, referents, employer, form_token, "plan.answer"},
        {"POST", "/plans/{plan}/actions", end_action, referents, employer, form_token, "plan.end_action"},
        {"POST", "/plans/{plan}/terminer", finish_plan, referents, employer, form_token, "plan.finish"},
        {"GET", "/plans/{plan}/suivi", show_follow_up, referents, employer, reads_only,
         "plan.follow_up_form"},
        {"POST", "/plans/{plan}/suivi", record_follow_up, referents, employer, form_token, "plan.follow_up"},
        {"POST", "/plans/{plan}/arreter-le-suivi", end_follow_up, referents, employer, form_token,
         "plan.end_follow_up"},
        {"POST", "/preconisations/{measures}/reponse", answer_measures, referents, employer, form_token,
         "measures.answer"},

        // Employer: importing absences
        {"GET", "/absences/importer", show_import_upload, referents, employer, reads_only, "import.show"},
        {"POST", "/absences/importer", upload_absences, referents, employer, form_token, "import.upload",
         file_limit},
        {"GET", "/absences/modele.csv", download_import_template, referents, employer, reads_only,
         "import.template"},
        {"GET", "/absences/imports", list_imports, referents, employer, reads_only, "import.list"},
        {"GET", "/absences/imports/{import}", show_import, referents, employer, reads_only, "import.show"},
        {"GET", "/absences/imports/{import}/colonnes", show_import_columns, referents, employer, reads_only,
         "import.columns.show"},
        {"POST", "/absences/imports/{import}/colonnes", choose_import_columns, referents, employer,
         form_token, "import.columns.choose"},
        {"GET", "/absences/imports/{import}/apercu", show_import_preview, referents, employer, reads_only,
         "import.preview"},
        {"GET", "/absences/imports/{import}/a-corriger.csv", download_rows_to_correct, referents, employer,
         reads_only, "import.rows_to_correct"},
        {"POST", "/absences/imports/{import}/importer", commit_import, referents, employer, form_token,
         "import.commit"},
        {"POST", "/absences/imports/{import}/abandonner", abandon_import, referents, employer, form_token,
         "import.abandon"},
        {"POST", "/absences/imports/{import}/annuler", undo_import, referents, employer, form_token,
         "import.undo"},
        {"POST", "/api/v1/imports", upload_absences, referents, employer, api_key, "import.upload",
         file_limit},
        {"GET", "/api/v1/imports/{import}", show_import, referents, employer, api_key, "import.preview"},
        {"POST", "/api/v1/imports/{import}/commit", commit_import, referents, employer, api_key,
         "import.commit"},
        {"POST", "/api/v1/imports/{import}/abandon", abandon_import, referents, employer, api_key,
         "import.abandon"},
        {"POST", "/api/v1/imports/{import}/undo", undo_import, referents, employer, api_key, "import.undo"},

        // Employer: handing over an invitation
        {"GET", "/salaries/{employee}/invitation", show_hand_over, referents, employer, reads_only,
         "invitation.form"},
        {"POST", "/salaries/{employee}/invitation", hand_over_invitation, referents, employer, form_token,
         "invitation.hand_over"},

        // Employer: rights of people over their own data
        {"GET", "/droits", list_rights_requests, referents, employer, reads_only, "rights.list"},
        {"GET", "/droits/papier", show_paper_request_form, referents, employer, reads_only, "rights.form"},
        {"POST", "/droits/papier", record_paper_request, referents, employer, form_token,
         "rights.record_paper"},
        {"GET", "/droits/{rights_request}", show_rights_request, referents, employer, reads_only,
         "rights.read"},
        {"POST", "/droits/{rights_request}/reponse", answer_rights_request, referents, employer, form_token,
         "rights.answer"},
        {"POST", "/droits/{rights_request}/prolonger", extend_rights_request, referents, employer, form_token,
         "rights.extend"},
        {"GET", "/droits/{rights_request}/copie", print_employer_copy, referents, employer, reads_only,
         "rights.copy", fresh_proof},

        // Employee: by code, or alone
        {"GET", "/invitation", show_invitation_entry, anybody, holder_of_code, reads_only,
         "invitation.entry"},
        {"GET", "/i/{locator}", show_code_form, anybody, holder_of_code, reads_only, "invitation.code_form"},
        {"POST", "/i/{locator}", answer_invitation, anybody, holder_of_code, same_origin, "invitation.use"},
        {"POST", "/i/{locator}/retrait", withdraw_agreement, anybody, holder_of_code, same_origin,
         "invitation.use"},
        {"POST", "/i/{locator}/donnees", print_held_data, anybody, holder_of_code, same_origin,
         "held_data.print"},
        {"POST", "/i/{locator}/livret", print_booklet, anybody, holder_of_code, same_origin, "booklet.print"},
        {"POST", "/i/{locator}/donnees.json", download_held_data, anybody, holder_of_code, same_origin,
         "held_data.download"},
        {"POST", "/i/{locator}/suivi", answer_own_follow_up, anybody, holder_of_code, same_origin,
         "invitation.use"},
        {"POST", "/i/{locator}/droits", exercise_right, anybody, holder_of_code, same_origin, "rights.send"},
        {"GET", "/demander-une-visite", show_own_request, anybody, none, reads_only, "own_request.form"},
        {"POST", "/demander-une-visite", send_own_request, anybody, none, same_origin, "own_request.send"},
        {"GET", "/demander-une-visite/lettre", show_paper_request, anybody, none, reads_only,
         "own_request.letter"},
        {"GET", "/demander-une-visite/lettre/pdf", print_paper_request, anybody, none, reads_only,
         "own_request.letter"},

        // Occupational health service
        {"GET", "/boite", show_inbox, health_team, oh_service, reads_only, "inbox.show"},
        {"GET", "/boite/ouvrir", show_founding, physicians, oh_service, reads_only, "mailbox.founding"},
        {"POST", "/boite/ouvrir", found_mailbox, physicians, oh_service, form_token, "mailbox.found",
         fresh_proof},
        {"GET", "/boite/documents", show_service_documents, health_team, oh_service, reads_only,
         "document.list"},
        {"GET", "/boite/membres", show_members, physicians, oh_service, reads_only, "mailbox.members"},
        {"POST", "/boite/membres/demander", apply_to_mailbox, physicians, oh_service, form_token,
         "mailbox.apply", fresh_proof},
        {"POST", "/boite/membres/admettre", admit_to_mailbox, physicians, oh_service, form_token,
         "mailbox.admit", fresh_proof},
        {"POST", "/boite/membres/retirer", take_out_of_mailbox, physicians, oh_service, form_token,
         "mailbox.take_out", fresh_proof},
        {"GET", "/boite/liste", show_fortnight, physicians, oh_service, reads_only, "case_list.show"},
        {"GET", "/boite/liste/tableur.csv", export_fortnight_for_spreadsheet, physicians, oh_service,
         reads_only, "case_list.export"},
        {"GET", "/boite/liste/donnees.csv", export_fortnight_for_programs, physicians, oh_service, reads_only,
         "case_list.export"},
        {"GET", "/boite/circuit", show_circuit, health_team, oh_service, reads_only, "circuit.show"},
        {"GET", "/boite/statistiques", show_own_statistics, health_team, oh_service, reads_only,
         "own_statistics.show"},
        {"GET", "/boite/rapport", show_activity_report, health_team, oh_service, reads_only, "activity.show"},
        {"GET", "/boite/rapport/objectifs", show_targets, physicians, oh_service, reads_only,
         "activity.targets_form"},
        {"POST", "/boite/rapport/objectifs", set_targets, physicians, oh_service, form_token,
         "activity.set_targets"},
        {"GET", "/boite/rapport/groupement", show_compared_services, health_team, oh_service, reads_only,
         "activity_compared.show"},
        {"POST", "/boite/rapport/groupement", choose_sharing, physicians, oh_service, form_token,
         "activity.share"},
        {"GET", "/boite/rapport/cpom", show_activity_cpom, health_team, oh_service, reads_only,
         "activity.show"},
        {"GET", "/boite/rapport/prc", show_activity_prc, health_team, oh_service, reads_only,
         "activity.show"},
        {"GET", "/boite/rapport/tableur.csv", export_activity_for_spreadsheet, health_team, oh_service,
         reads_only, "activity.export"},
        {"GET", "/boite/rapport/donnees.csv", export_activity_for_programs, health_team, oh_service,
         reads_only, "activity.export"},
        {"GET", "/boite/{alert}", show_alert, physicians, oh_service, reads_only, "alert.read"},
        {"POST", "/boite/{alert}/confirmer", confirm_agreement, physicians, oh_service, form_token,
         "alert.confirm"},
        {"POST", "/boite/{alert}/visite", plan_visit, physicians, oh_service, form_token, "alert.plan_visit"},
        {"POST", "/boite/{alert}/visite-faite", record_visit, physicians, oh_service, form_token,
         "alert.record_visit"},
        {"GET", "/boite/{alert}/preconisations", show_measures_form, physicians, oh_service, reads_only,
         "measures.form"},
        {"POST", "/boite/{alert}/preconisations/relire", preview_measures, physicians, oh_service, form_token,
         "measures.preview"},
        {"POST", "/boite/{alert}/preconisations", send_measures, physicians, oh_service, form_token,
         "measures.send"},
        {"GET", "/boite/{alert}/lettres/presence", show_letter_form, physicians, oh_service, reads_only,
         "attendance_letter.form"},
        {"POST", "/boite/{alert}/lettres/presence", write_letter, physicians, oh_service, form_token,
         "attendance_letter.make"},
        {"POST", "/boite/{alert}/lettres/presence/pdf", print_letter, physicians, oh_service, form_token,
         "attendance_letter.make"},
        {"GET", "/boite/{alert}/lettres/rendez-vous", show_letter_form, physicians, oh_service, reads_only,
         "appointment_letter.form"},
        {"POST", "/boite/{alert}/lettres/rendez-vous", write_letter, physicians, oh_service, form_token,
         "appointment_letter.make"},
        {"POST", "/boite/{alert}/lettres/rendez-vous/pdf", print_letter, physicians, oh_service, form_token,
         "appointment_letter.make"},
        {"GET", "/boite/{alert}/lettres/prereprise", show_letter_form, physicians, oh_service, reads_only,
         "pre_return_letter.form"},
        {"POST", "/boite/{alert}/lettres/prereprise", write_letter, physicians, oh_service, form_token,
         "pre_return_letter.make"},
        {"POST", "/boite/{alert}/lettres/prereprise/pdf", print_letter, physicians, oh_service, form_token,
         "pre_return_letter.make"},
        {"GET", "/boite/{alert}/lettres/fiche", show_letter_form, physicians, oh_service, reads_only,
         "sheet.form"},
        {"POST", "/boite/{alert}/lettres/fiche", write_letter, physicians, oh_service, form_token,
         "sheet.make"},
        {"POST", "/boite/{alert}/lettres/fiche/pdf", print_letter, physicians, oh_service, form_token,
         "sheet.make"},
        {"POST", "/boite/{alert}/clore", close_alert, physicians, oh_service, form_token, "alert.close"},
        {"GET", "/boite/{alert}/dossier", show_case, physicians, oh_service, reads_only, "case.read"},
        {"POST", "/boite/{alert}/dossier/visite", note_visit_result, physicians, oh_service, form_token,
         "case.visit_result"},
        {"POST", "/boite/{alert}/dossier/document", note_document, physicians, oh_service, form_token,
         "case.document"},
        {"POST", "/boite/{alert}/dossier/echange", note_contact, physicians, oh_service, form_token,
         "case.contact"},
        {"POST", "/boite/{alert}/dossier/entree", answer_proposal, physicians, oh_service, form_token,
         "case.proposal_answered"},
        {"POST", "/boite/{alert}/dossier/sortie", leave_case, physicians, oh_service, form_token,
         "case.leave"},
        {"POST", "/boite/{alert}/dossier/suivi-demande", ask_follow_up, physicians, oh_service, form_token,
         "case.follow_up_asked"},
        {"POST", "/boite/{alert}/dossier/suivi-reponse", answer_follow_up, physicians, oh_service, form_token,
         "case.follow_up_answered"},

        // Network
        {"GET", "/territoire", show_territory, analysts, network, reads_only, "territory.show"},
        {"POST", "/territoire", add_territory_note, analysts, network, form_token, "territory.add"},
        {"POST", "/territoire/suite", change_territory_note, analysts, network, form_token,
         "territory.change"},
        {"GET", "/chiffres", show_figures, analysts, network, reads_only, "figures.show"},
        {"GET", "/chiffres/{publication}", show_publication, analysts, network, reads_only, "figures.show"},
        {"GET", "/chiffres/{publication}/tableur.csv", export_for_spreadsheet, analysts, network, reads_only,
         "figures.export"},
        {"GET", "/chiffres/{publication}/donnees.csv", export_for_programs, analysts, network, reads_only,
         "figures.export"},
        {"GET", "/chiffres/{publication}/reunion", show_meeting_sheet, analysts, network, reads_only, "figures.meeting_sheet"},
        {"GET", "/chiffres/{publication}/reunion/pdf", print_meeting_sheet, analysts, network, reads_only, "figures.meeting_sheet"},
        {"GET", "/definitions", show_indicators, analysts, network, reads_only, "figures.definitions"},

        // Administrator
        {"GET", "/administration", show_accounts, administrators, instance, reads_only, "account.list"},
        {"GET", "/administration/comptes/ajouter", show_account_form, administrators, instance, reads_only,
         "account.form"},
        {"POST", "/administration/comptes/ajouter", add_account, administrators, instance, form_token,
         "account.add", fresh_proof},
        {"POST", "/administration/comptes/{account}/fermer", close_account, administrators, instance,
         form_token, "account.disable", fresh_proof},
        {"POST", "/administration/comptes/{account}/second-facteur", reset_second_factor, administrators,
         instance, form_token, "account.reset_second_factor", fresh_proof},
        {"POST", "/administration/comptes/{account}/mot-de-passe", start_password_reset, administrators,
         instance, form_token, "account.start_password_reset", fresh_proof},
        {"GET", "/administration/organisations", show_organisations, administrators, instance, reads_only,
         "organisation.list"},
        {"GET", "/administration/conservation", show_retention, administrators, instance, reads_only,
         "retention.show"},
        {"GET", "/administration/regles", show_rules, administrators, instance, reads_only, "rules.show"},
        {"GET", "/administration/regles/essai", try_thresholds, administrators, instance, reads_only,
         "rules.try"},
        {"GET", "/administration/regles/essai.csv", export_trial, administrators, instance, reads_only,
         "rules.try_export"},
        {"GET", "/administration/documents", show_documents, administrators, instance, reads_only,
         "document.list"},
        {"GET", "/administration/documents/analyse-d-impact", show_document, administrators, instance,
         reads_only, "document.read"},
        {"GET", "/administration/documents/analyse-d-impact/pdf", print_document, administrators, instance,
         reads_only, "document.read"},
        {"GET", "/administration/documents/registre", show_document, administrators, instance, reads_only,
         "document.read"},
        {"GET", "/administration/documents/registre/pdf", print_document, administrators, instance,
         reads_only, "document.read"},
        {"GET", "/administration/documents/menaces", show_document, administrators, instance, reads_only,
         "document.read"},
        {"GET", "/administration/documents/menaces/pdf", print_document, administrators, instance, reads_only,
         "document.read"},
        {"GET", "/administration/structures/ajouter", show_employer_form, administrators, instance,
         reads_only, "employer.form"},
        {"POST", "/administration/structures/ajouter", add_employer, administrators, instance, form_token,
         "employer.add"},
        {"GET", "/administration/equipes/ajouter", show_team_form, administrators, instance, reads_only,
         "team.form"},
        {"POST", "/administration/equipes/ajouter", add_any_team, administrators, instance, form_token,
         "team.add"},
        {"GET", "/administration/services/ajouter", show_oh_service_form, administrators, instance,
         reads_only, "oh_service.form"},
        {"POST", "/administration/services/ajouter", add_oh_service, administrators, instance, form_token,
         "oh_service.add"},
        {"GET", "/administration/reseaux/ajouter", show_network_form, administrators, instance, reads_only,
         "network.form"},
        {"POST", "/administration/reseaux/ajouter", add_network, administrators, instance, form_token,
         "network.add"},
        {"GET", "/administration/reseaux/{network}", show_network_members, administrators, instance, reads_only,
         "network.members"},
        {"POST", "/administration/reseaux/{network}/entrees", let_employer_join, administrators, instance, form_token,
         "network.join"},
        {"POST", "/administration/reseaux/{network}/sorties", let_employer_leave, administrators, instance, form_token,
         "network.leave"},
        {"GET", "/administration/structures/{employer}/departement", show_department_form, administrators, instance,
         reads_only, "employer.department_form"},
        {"POST", "/administration/structures/{employer}/departement", set_department, administrators, instance,
         form_token, "employer.set_department"},
    };
    return table;
}

}  // namespace prevenance::api
