#include "api/endpoints/show_collective_documents.h"

#include "api/employer_asked.h"
#include "api/leaflets.h"
#include "api/printed_page.h"
#include "api/rule_words.h"
#include "api/services.h"
#include "api/team_findings.h"
#include "forms/council_page.h"
#include "forms/french.h"
#include "forms/risk_register_page.h"
#include "storage/case_file.h"
#include "storage/organisations.h"

#include <algorithm>

namespace prevenance::api {
namespace {

// "T10": the lists of config/ write codes in lower case.
std::string code_in_lists(std::string rule) {
    std::ranges::transform(rule, rule.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return rule;
}

forms::RiskRegisterLine line_of(const Call& call, const TeamFinding& finding) {
    const auto& lists = call.services.lists;
    const auto code = code_in_lists(finding.rule.identity.id);
    return {
        finding.team.name,
        lists.register_risks.has(code) ? lists.register_risks.label_of(code) : finding.rule.title,
        finding.rule.title + ". " + sentence_with_numbers(finding.rule),
        lists.register_actions.has(code) ? lists.register_actions.label_of(code) : "À décider avec l’équipe.",
        finding.seen_on};
}

std::vector<forms::RiskRegisterLine> lines_of(const Call& call, const TeamFindings& found) {
    std::vector<forms::RiskRegisterLine> lines;
    for (const auto& finding : found.findings) lines.push_back(line_of(call, finding));
    return lines;
}

PrintedPage risk_register(const Call& call) {
    const auto employer = own_employer(call).value();
    const auto found = team_findings(call);
    const forms::RiskRegisterView view{employer.name, employer.siret.digits(),
                                       forms::short_date(call.today()), lines_of(call, found),
                                       found.has_small_teams};
    return {.title = "Lignes pour le document unique",
            .name = "risk_register",
            .data = forms::risk_register_data(view),
            .path = "/documents/document-unique",
            .file = "document-unique-lignes"};
}

std::vector<std::string> subjects_of(const TeamFindings& found) {
    std::vector<std::string> subjects;
    for (const auto& finding : found.findings)
        if (std::ranges::find(subjects, finding.rule.title) == subjects.end())
            subjects.push_back(finding.rule.title);
    std::ranges::sort(subjects);
    return subjects;
}

PrintedPage council_sheet(const Call& call) {
    const auto employer = own_employer(call).value();
    const auto period = council_period(call.today());
    forms::CouncilView view;
    view.employer = employer.name;
    view.siret = employer.siret.digits();
    view.date = forms::short_date(call.today());
    view.from = forms::short_date(period.from);
    view.to = forms::short_date(period.to);
    view.contacts = leaflet_contacts(call);
    call.services.cases.read([&](const storage::Reader& reader) {
        view.figures = council_figures(storage::CaseFile{reader, call.employer()}.team_timelines(), period);
        const auto informed_on = storage::Organisations{reader}.staff_informed_on(employer.id);
        if (informed_on) view.staff_informed_on = forms::short_date(*informed_on);
        return true;
    });
    // In a structure of fewer people a single subject tells as much as a figure.
    if (view.figures.headcount) view.subjects = subjects_of(team_findings(call));
    return {.title = "Fiche pour le comité social et économique",
            .name = "council_sheet",
            .data = forms::council_data(view),
            .path = "/documents/comite",
            .file = "fiche-comite"};
}

}  // namespace

Answer show_risk_register(const Call& call) {
    return show_printed(call, risk_register(call));
}

Answer print_risk_register(const Call& call) {
    return print_pdf(call, risk_register(call));
}

Answer export_risk_register(const Call& call) {
    const auto table = forms::risk_register_table(lines_of(call, team_findings(call)));
    Reply reply{200, "text/csv; charset=utf-8", forms::csv_for_spreadsheet(table), {}};
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"document-unique.csv\"");
    return reply;
}

Answer show_council_sheet(const Call& call) {
    return show_printed(call, council_sheet(call));
}

Answer print_council_sheet(const Call& call) {
    return print_pdf(call, council_sheet(call));
}

}  // namespace prevenance::api
