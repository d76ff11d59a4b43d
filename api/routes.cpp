// Every route of the program on one page. Fixed addresses stand before those with a {name}.
#include "api/endpoints/decide_import.h"
#include "api/endpoints/import_absences.h"
#include "api/endpoints/sign_in.h"
#include "api/route.h"

namespace prevenance::api {

const std::vector<Route>& routes() {
    using enum Tenant;
    using enum ForgeryRule;
    static constexpr std::size_t file_limit = 21UL * 1024 * 1024;  // one more than a file may have, so that it is told so
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
        {"GET", "/absences/importer", show_import_upload, {Role::referent}, employer, reads_only, "import.show"},
        {"POST", "/absences/importer", upload_absences, {Role::referent}, employer, form_token, "import.upload", file_limit},
        {"GET", "/absences/modele.csv", download_import_template, {Role::referent}, employer, reads_only, "import.template"},
        {"GET", "/absences/imports", list_imports, {Role::referent}, employer, reads_only, "import.list"},
        {"GET", "/absences/imports/{import}", show_import, {Role::referent}, employer, reads_only, "import.show"},
        {"GET", "/absences/imports/{import}/colonnes", show_import_columns, {Role::referent}, employer, reads_only, "import.columns.show"},
        {"POST", "/absences/imports/{import}/colonnes", choose_import_columns, {Role::referent}, employer, form_token, "import.columns.choose"},
        {"GET", "/absences/imports/{import}/apercu", show_import_preview, {Role::referent}, employer, reads_only, "import.preview"},
        {"GET", "/absences/imports/{import}/a-corriger.csv", download_rows_to_correct, {Role::referent}, employer, reads_only, "import.rows_to_correct"},
        {"POST", "/absences/imports/{import}/importer", commit_import, {Role::referent}, employer, form_token, "import.commit"},
        {"POST", "/absences/imports/{import}/abandonner", abandon_import, {Role::referent}, employer, form_token, "import.abandon"},
        {"POST", "/absences/imports/{import}/annuler", undo_import, {Role::referent}, employer, form_token, "import.undo"},
        {"POST", "/api/v1/imports", upload_absences, {Role::referent}, employer, api_key, "import.upload", file_limit},
        {"GET", "/api/v1/imports/{import}", show_import, {Role::referent}, employer, api_key, "import.preview"},
        {"POST", "/api/v1/imports/{import}/commit", commit_import, {Role::referent}, employer, api_key, "import.commit"},
        {"POST", "/api/v1/imports/{import}/abandon", abandon_import, {Role::referent}, employer, api_key, "import.abandon"},
        {"POST", "/api/v1/imports/{import}/undo", undo_import, {Role::referent}, employer, api_key, "import.undo"},

        // Employer: handing over an invitation

        // Employee: by code, or alone

        // Occupational health service

        // Network

        // Administrator
    };
    return table;
}

}  // namespace prevenance::api
