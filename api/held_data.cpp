#include "api/held_data.h"

#include "api/acts_about.h"
#include "api/endpoints/hand_over_invitation.h"
#include "api/noted_facts.h"
#include "api/people.h"
#include "api/suggestion_words.h"
#include "domain/consent.h"
#include "forms/french.h"
#include "storage/alerts.h"
#include "storage/case_file.h"
#include "storage/interviews.h"
#include "storage/measures.h"
#include "storage/organisations.h"
#include "storage/visit_requests.h"


namespace prevenance::api {
namespace {

using forms::HeldLine;
using storage::CodedInvitation;

constexpr Date beginning{};  // 1970: everything

std::vector<HeldLine> lines_of(const std::vector<NotedFact>& facts) {
    std::vector<HeldLine> lines;
    for (const auto& fact : facts) lines.push_back({fact.line.reveal(), fact.source});
    return lines;
}

std::string day(Instant at) {
    return forms::short_date(in_paris(at).date);
}

// The same words that the employer reads, facts included, those of the day it was made.
std::string rule_in_words(const Services& services, const storage::Reader& reader, EmployerScope scope,
                          const storage::SuggestionRecord& suggestion) {
    const auto words = suggestion_in_short(services, reader, scope, suggestion);
    if (!words) return "Règle " + suggestion.rule;
    const auto& explanation = words->explanation;
    std::string text = explanation.words.title + ". La règle\u00A0: " + explanation.rule + " Les faits\u00A0: ";
    for (const auto& fact : explanation.facts)
        text.append(&fact == &explanation.facts.front() ? "" : "\u00A0; ").append(fact.words);
    return text + ".";
}

std::vector<HeldLine> suggestions_of(const Services& services, const storage::Reader& reader,
                                     EmployerScope scope, EmployeeId employee) {
    std::vector<HeldLine> lines;
    for (const auto& suggestion : storage::CaseFile{reader, scope}.suggestions_about(employee))
        lines.push_back(
            {rule_in_words(services, reader, scope, suggestion),
             "faite le " + day(suggestion.raised_at) +
                 (suggestion.closed_at ? ", close le " + day(*suggestion.closed_at) : ", ouverte")});
    return lines;
}

std::vector<HeldLine> talks_of(const Services& services, const storage::Reader& reader, EmployerScope scope,
                               EmployeeId employee) {
    std::vector<HeldLine> lines;
    for (const auto& talk : storage::Interviews{reader, scope}.about(employee)) {
        std::string topics;
        for (const auto& code : talk.topics)
            topics += (topics.empty() ? "" : ", ") + services.lists.interview_topics.label_of(code);
        lines.push_back(
            {"Échange du " + forms::short_date(talk.held_on) + (topics.empty() ? "" : "\u00A0: " + topics),
             "consigné par " + role_in_words(reader, talk.recorded_by)});
    }
    for (const auto& request : storage::VisitRequests{reader, scope}.about(employee))
        lines.push_back(
            {"Demande de visite par votre employeur, le " + day(request.requested_at),
             "vous en avez été informé ou informée le " + forms::short_date(request.informed_on)});
    return lines;
}

std::vector<HeldLine> measures_of(const storage::Reader& reader, EmployerScope scope, EmployeeId employee) {
    std::vector<HeldLine> lines;
    for (const auto& measures : storage::ReceivedMeasures{reader, scope}.about(employee))
        lines.push_back(
            {"Préconisations du médecin du travail, envoyées le " + day(measures.sent_at),
             "après un échange avec vous le " + forms::short_date(measures.talked_with_employee_on)});
    return lines;
}

// The newest first; the page stays readable on a telephone.
std::vector<HeldLine> readings_of(const Services& services, const storage::Reader& reader, EmployeeId employee) {
    constexpr std::size_t most = 60;
    std::vector<HeldLine> lines;
    for (const auto& act : acts_about(services, reader, employee, most))
        lines.push_back({act.what, act.when_and_who});
    return lines;
}

std::string categories_in_words(const std::vector<std::string>& categories) {
    std::string words;
    for (const auto& category : categories) {
        words += words.empty() ? "" : ", ";
        if (category == "identity") words += "votre nom et celui de votre employeur";
        if (category == "work_facts") words += "les faits de travail que vous avez gardés";
        if (category == "own_words") words += "vos mots";
        if (category == "contact") words += "comment vous joindre";
    }
    return words;
}

std::vector<std::string> since_sending(const storage::Reader& reader, const storage::ReceiptRecord& receipt,
                                       AlertId id) {
    std::vector<std::string> lines;
    const auto alert = storage::Mailbox{reader, MailboxScope::for_job(receipt.oh_service)}.find(id);
    if (!alert)
        lines.emplace_back(receipt.withdrawn_at ? "Annulé avant la remise au service"
                                                : "En chemin vers le service");
    if (alert) lines.push_back("Remis au service le " + day(*alert->delivered_at));
    if (alert && alert->first_read_at) lines.push_back("Lu par le service le " + day(*alert->first_read_at));
    if (alert && alert->confirmed_at)
        lines.push_back("Confirmé avec vous de vive voix le " + day(*alert->confirmed_at));
    if (alert && alert->visit_on) lines.push_back("Visite prévue le " + forms::short_date(*alert->visit_on));
    if (alert && alert->visited_on)
        lines.push_back("Visite faite le " + forms::short_date(*alert->visited_on));
    if (receipt.withdrawn_at) lines.push_back("Accord retiré le " + day(*receipt.withdrawn_at));
    return lines;
}

std::vector<forms::HeldAgreement> agreements_of(const storage::Reader& reader, InvitationId invitation,
                                                Date today) {
    const auto record = storage::find_receipt_of(reader, invitation);
    if (!record) return {};
    const auto receipt = parse_receipt(record->canonical);
    if (!receipt) return {};
    return {{record->id.text(), forms::date_and_time(record->given_at), forms::short_date(record->expires_on),
             categories_in_words(receipt->categories), since_sending(reader, *record, receipt->alert),
             !record->withdrawn_at && today <= record->expires_on}};
}

void fill_organisations(forms::HeldDataView& view, const storage::Reader& reader,
                        const CodedInvitation& invitation, const Employee& person) {
    const storage::Organisations organisations{reader};
    if (const auto employer = organisations.employer(invitation.employer)) view.employer = employer->name;
    if (const auto team = organisations.team(invitation.employer, person.team)) view.team = team->name;
    if (const auto service = organisations.oh_service(invitation.handed_over.oh_service)) {
        view.service = service->name;
        view.service_phone = service->phone;
    }
}

}  // namespace

Result<forms::HeldDataView> held_data_about(const Services& services, const CodedInvitation& invitation,
                                            Instant now) {
    const auto scope = EmployerScope::for_job(invitation.employer);
    const auto id = invitation.handed_over.employee;
    const auto person = find_employee(services, scope, id);
    if (!person) return std::unexpected(person.error());
    forms::HeldDataView view;
    view.person = full_name(*person);
    view.job_family = services.job_families.label_of(person->job_family);
    view.entered_on = forms::short_date(person->entry);
    if (person->informed_on) view.informed_on = forms::short_date(*person->informed_on);
    view.signals = lines_of(noted_signals(services, scope, id, beginning));
    view.absences = lines_of(noted_absences(services, scope, id, beginning));
    view.legal_stops = lines_of(noted_legal_stops(services, scope, id));
    view.milestones = lines_of(noted_milestones(services, scope, id));
    const auto today = in_paris(now).date;
    for (const auto& sentence : invitation_sentences(services, scope, id, today))
        view.invitations.push_back({sentence, ""});
    services.cases.read([&](const storage::Reader& reader) {
        fill_organisations(view, reader, invitation, *person);
        view.suggestions = suggestions_of(services, reader, scope, id);
        view.talks = talks_of(services, reader, scope, id);
        view.measures = measures_of(reader, scope, id);
        view.readings = readings_of(services, reader, id);
        view.agreements = agreements_of(reader, invitation.handed_over.id, today);
        return true;
    });
    return view;
}

}  // namespace prevenance::api
