#include "api/endpoints/show_service_activity.h"

#include "api/case_screen.h"
#include "api/page_reply.h"
#include "api/service_cases_view.h"
#include "api/services.h"
#include "forms/activity_report_page.h"
#include "forms/service_case_form.h"
#include "forms/service_list_page.h"
#include "storage/organisations.h"
#include "storage/service_cases.h"

namespace prevenance::api {
namespace {

struct OwnCases {
    std::string service_name;
    std::string officer;
    std::vector<storage::CaseLine> lines;
    std::map<std::string, int> partner_contacts;  // by code
    ActivityTargets targets;
};

OwnCases own_cases(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        const auto id = call.mailbox().oh_service();
        const auto service = storage::Organisations{reader}.oh_service(id);
        const storage::ServiceCases cases{reader, call.mailbox()};
        return OwnCases{service ? service->name : std::string{}, officer_of(reader, id), cases.all(),
                        cases.partner_contacts(), cases.targets()};
    });
}

// Whoever takes a file away is on record.
Answer download(const Call& call, std::string csv, const std::string& file) {
    Reply reply{200, "text/csv; charset=utf-8", std::move(csv), {}};
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file + "\"");
    return read_about(call.mailbox().oh_service(), std::move(reply));
}

forms::FortnightView fortnight_of(const Call& call) {
    auto own = own_cases(call);
    return {own.service_name, own.officer, call.today(), open_cases(own.lines, call.today())};
}

std::string fortnight_file(const Call& call) {
    return "dossiers-ouverts-" + iso_date(call.today()) + ".csv";
}

forms::ActivityReportView report_of(const Call& call) {
    const auto own = own_cases(call);
    forms::ActivityReportView view;
    view.service_name = own.service_name;
    view.officer = own.officer;
    view.targets = own.targets;
    view.today = call.today();
    view.may_set_targets = call.scope().role == Role::physician;
    view.asked = forms::asked_period(call.query, call.today());
    view.report = activity_report(reported_cases(own.lines), view.asked.period);
    return view;
}

Answer report_page(const Call& call, const std::string& title, const std::string& name) {
    const auto view = report_of(call);
    return page_reply(call, title, name, forms::activity_report_data(view), view.asked.errors);
}

std::string report_file(const forms::ActivityReportView& view) {
    return "activite-" + iso_date(view.report.period.starts_on) + "-" + iso_date(view.report.period.ends_on) +
           ".csv";
}

Reply targets_page(const Call& call, const ActivityTargets& targets, std::vector<FieldError> errors) {
    auto data = forms::targets_form_data(targets, call.form, errors);
    return page_reply(call, "Quels sont vos objectifs pour un an\u00a0?", "activity_targets_form",
                      std::move(data), std::move(errors));
}

}  // namespace

Answer show_fortnight(const Call& call) {
    return page_reply(call, "Les dossiers ouverts", "fortnight", forms::fortnight_data(fortnight_of(call)));
}

Answer export_fortnight_for_spreadsheet(const Call& call) {
    const auto table = forms::fortnight_table_for_people(fortnight_of(call));
    return download(call, forms::csv_for_spreadsheet(table), fortnight_file(call));
}

Answer export_fortnight_for_programs(const Call& call) {
    const auto table = forms::fortnight_table_for_programs(fortnight_of(call));
    return download(call, forms::csv_for_programs(table), fortnight_file(call));
}

Answer show_circuit(const Call& call) {
    const auto own = own_cases(call);
    forms::CircuitView view{own.service_name, own.officer, circuit_of(own.lines), {}};
    for (const auto& [code, count] : own.partner_contacts)
        view.partners.emplace_back(forms::words_in(forms::partner_kinds, code), count);
    return page_reply(call, "Le circuit des dossiers", "circuit", forms::circuit_data(view));
}

Answer show_own_statistics(const Call& call) {
    return page_reply(call, "Nos délais et nos volumes", "own_statistics",
                      forms::own_statistics_data(own_statistics(own_cases(call).lines)));
}

Answer show_activity_report(const Call& call) {
    return report_page(call, "Rapport d’activité", "activity_report");
}

Answer show_activity_cpom(const Call& call) {
    return report_page(call, "Fiche d’indicateurs pour le contrat d’objectifs", "activity_cpom");
}

Answer show_activity_prc(const Call& call) {
    return report_page(call, "Fiche pour la politique régionale concertée", "activity_prc");
}

Answer export_activity_for_spreadsheet(const Call& call) {
    const auto view = report_of(call);
    return download(call, forms::csv_for_spreadsheet(forms::activity_table_for_people(view)),
                    report_file(view));
}

Answer export_activity_for_programs(const Call& call) {
    const auto view = report_of(call);
    return download(call, forms::csv_for_programs(forms::activity_table_for_programs(view)),
                    report_file(view));
}

Answer show_targets(const Call& call) {
    return targets_page(call, own_cases(call).targets, {});
}

Answer set_targets(const Call& call) {
    auto targets = forms::read_targets(call.form);
    if (!targets) return targets_page(call, {}, targets.error().fields);
    return Act{call.mailbox().oh_service().bytes,
               [scope = call.mailbox(), targets = *targets](storage::Transaction& transaction) {
                   storage::ServiceCases{transaction, scope}.set_targets(transaction, targets);
                   return see_other("/boite/rapport", "objectifs");
               }};
}

}  // namespace prevenance::api
