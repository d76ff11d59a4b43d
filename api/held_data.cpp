#include "api/held_data.h"

#include "api/acts_about.h"
#include "api/case_steps.h"
#include "api/endpoints/hand_over_invitation.h"
#include "api/keeping_time.h"
#include "api/noted_facts.h"
#include "api/people.h"
#include "api/person_keys.h"
#include "api/retention_words.h"
#include "api/rights_requests.h"
#include "api/plan_screen.h"
#include "api/sent_measures.h"
#include "api/suggestion_words.h"
#include "api/visit_motive.h"
#include "domain/consent.h"
#include "forms/french.h"
#include "forms/rights_words.h"
#include "storage/alerts.h"
#include "storage/case_file.h"
#include "storage/interviews.h"
#include "storage/measures.h"
#include "storage/organisations.h"
#include "storage/processing_choices.h"
#include "storage/rights_requests.h"
#include "storage/service_cases.h"
#include "storage/visit_requests.h"

#include <map>
#include <tuple>

namespace prevenance::api {
namespace {

using forms::HeldLine;
using storage::CodedInvitation;

constexpr Date beginning{};  // 1970: everything

using Remarks = std::map<FactId, std::vector<std::string>>;

// Whose data they are, and what is the same for every line.
struct Subject {
    const Services& services;
    EmployerScope scope;
    Employee person;
    Remarks remarks;
    KeepingTime keeping;
};

std::optional<Date> kept_until(const KeepingTime& keeping, HeldKind kind, const NotedFact& fact) {
    if (kind == HeldKind::signal) return keeping.of_signal(fact.on);
    if (kind == HeldKind::absence) return keeping.of_absence(fact.end);
    return keeping.of_legal_calendar();
}

std::vector<HeldLine> lines_of(const Subject& subject, HeldKind kind, const std::vector<NotedFact>& facts) {
    std::vector<HeldLine> lines;
    for (const auto& fact : facts) {
        HeldLine line{fact.line.reveal(), fact.source, fact.id.text(), fact.code, fact.on, fact.end};
        line.kept_until = kept_until(subject.keeping, kind, fact);
        if (const auto found = subject.remarks.find(fact.id); found != subject.remarks.end())
            line.remarks = found->second;
        lines.push_back(std::move(line));
    }
    return lines;
}

HeldLine dated_line(std::string what, std::string source, Date from, std::optional<Date> kept_until) {
    HeldLine line{std::move(what), std::move(source)};
    line.from = from;
    line.kept_until = kept_until;
    return line;
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
    std::string text =
        explanation.words.title + ". La règle\u00A0: " + explanation.rule + " Les faits\u00A0: ";
    for (const auto& fact : explanation.facts)
        text.append(&fact == &explanation.facts.front() ? "" : "\u00A0; ").append(fact.words);
    return text + ".";
}

std::vector<HeldLine> suggestions_of(const Subject& subject, const storage::Reader& reader) {
    std::vector<HeldLine> lines;
    for (const auto& suggestion :
         storage::CaseFile{reader, subject.scope}.suggestions_about(subject.person.id)) {
        const bool legal = suggestion.family == RuleFamily::legal;
        auto line = dated_line(
            rule_in_words(subject.services, reader, subject.scope, suggestion),
            "faite le " + day(suggestion.raised_at) +
                (suggestion.closed_at ? ", close le " + day(*suggestion.closed_at) : ", ouverte"),
            in_paris(suggestion.raised_at).date,
            legal ? subject.keeping.of_legal_calendar() : subject.keeping.of_suggestion(suggestion.as_of));
        line.code = suggestion.rule;
        lines.push_back(std::move(line));
    }
    return lines;
}

// The employer's motive, in the words of the letter, which the person was told of.
std::string motive_of(const Subject& subject, const storage::VisitRequestRecord& request) {
    const auto motive =
        open_motive(subject.services, subject.scope, subject.person.id, request.id, request.sealed_motive);
    return motive ? "\u00A0: " + motive->object + ". " + motive->words.reveal() : std::string{};
}

std::vector<HeldLine> talks_of(const Subject& subject, const storage::Reader& reader) {
    const auto& topics_list = subject.services.lists.interview_topics;
    std::vector<HeldLine> lines;
    for (const auto& talk : storage::Interviews{reader, subject.scope}.about(subject.person.id)) {
        std::string topics;
        for (const auto& code : talk.topics)
            topics += (topics.empty() ? "" : ", ") + topics_list.label_of(code);
        lines.push_back(dated_line(
            "Échange du " + forms::short_date(talk.held_on) + (topics.empty() ? "" : "\u00A0: " + topics),
            "consigné par " + role_in_words(reader, talk.recorded_by), talk.held_on,
            subject.keeping.of_talk(reader, talk)));
    }
    for (const auto& request : storage::VisitRequests{reader, subject.scope}.about(subject.person.id))
        lines.push_back(
            dated_line("Demande de visite par votre employeur, le " + day(request.requested_at) +
                           motive_of(subject, request),
                       "vous en avez été informé ou informée le " + forms::short_date(request.informed_on),
                       in_paris(request.requested_at).date, subject.keeping.of_case()));
    return lines;
}

// One measure with the physician's precision and the employer's answer, as the employer reads them.
std::string measure_in_words(const Subject& subject, const integrations::FieldKey& key,
                             const storage::MeasuresRecord& measures, const storage::MeasureRecord& measure) {
    const auto tenant = subject.scope.employer().text();
    const auto opened = [&](std::string_view column, const std::optional<Bytes>& sealed) -> std::string {
        if (!sealed) return {};
        const auto words = open_words(subject.services, key,
                                      measure_place(tenant, measures.id, measure.position, column), *sealed);
        return words ? " (" + words->reveal() + ")" : std::string{};
    };
    return subject.services.lists.work_measures.label_of(measure.code) +
           opened("sealed_detail", measure.sealed_detail) + opened("sealed_reason", measure.sealed_reason);
}

std::string measures_in_words(const Subject& subject, const storage::MeasuresRecord& measures) {
    const auto key = find_person_key(subject.services, subject.person.id.bytes);
    if (!key) return {};
    std::string words;
    for (const auto& measure : measures.measures)
        words +=
            (words.empty() ? "\u00A0: " : "\u00A0; ") + measure_in_words(subject, *key, measures, measure);
    return words;
}

std::vector<HeldLine> measures_of(const Subject& subject, const storage::Reader& reader) {
    std::vector<HeldLine> lines;
    for (const auto& measures : storage::ReceivedMeasures{reader, subject.scope}.about(subject.person.id))
        lines.push_back(
            dated_line("Préconisations du médecin du travail, envoyées le " + day(measures.sent_at) +
                           measures_in_words(subject, measures),
                       "après un échange avec vous le " + forms::short_date(measures.talked_with_employee_on),
                       in_paris(measures.sent_at).date, subject.keeping.of_case()));
    return lines;
}

std::vector<HeldLine> plans_of(const Subject& subject, const storage::Reader& reader) {
    std::vector<HeldLine> lines;
    for (const auto& plan : storage::ActionPlans{reader, subject.scope}.about(subject.person.id))
        lines.push_back(dated_line("Plan d’action préparé le " + day(plan.made_at) + "\u00A0: " +
                                       plan_in_words(subject.services, subject.scope, plan),
                                   "préparé par " + role_in_words(reader, plan.made_by),
                                   in_paris(plan.made_at).date, subject.keeping.of_case()));
    return lines;
}

std::string state_in_words(const storage::RightsRequestRecord& request) {
    if (request.is_open()) return "Réponse due au plus tard le " + forms::short_date(request.due()) + ".";
    return forms::rights_outcome_label(*request.outcome) + " le " + day(*request.answered_at) + ".";
}

forms::HeldRequest request_line(const Subject& subject, const storage::RightsRequestRecord& request) {
    forms::HeldRequest line{request.number(),
                            forms::rights_kind_label(request.kind),
                            forms::short_date(request.received_on),
                            state_in_words(request),
                            {}};
    const auto add = [&](std::string_view before, RightsWords which) {
        const auto words = open_rights_words(subject.services, subject.scope, request, which);
        if (!words.reveal().empty()) line.words.push_back(std::string{before} + "\u00A0: " + words.reveal());
    };
    add("Vos mots", RightsWords::of_the_person);
    add("Délai prolongé de deux mois", RightsWords::extension);
    add("Réponse", RightsWords::answer);
    return line;
}

void fill_rights(forms::HeldDataView& view, const Subject& subject,
                 const std::vector<storage::RightsRequestRecord>& requests,
                 const storage::ProcessingChoice& choice) {
    for (const auto& request : requests) view.requests.push_back(request_line(subject, request));
    if (choice.objected_at) view.objected_on = day(*choice.objected_at);
    if (choice.limited_at) view.limited_on = day(*choice.limited_at);
}

// The newest first; the page stays readable on a telephone.
std::vector<HeldLine> readings_of(const Services& services, const storage::Reader& reader,
                                  EmployeeId employee, InvitationId card) {
    constexpr std::size_t most = 60;
    std::vector<HeldLine> lines;
    for (const auto& act : acts_about(services, reader, employee, card, most))
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

// What the service noted of the accompaniment since, and the answers to its follow-ups. Gone from here once
// the person withdrew: then nobody reads it any more.
void add_case(std::vector<std::string>& lines, const storage::Reader& reader,
              const storage::ReceiptRecord& receipt, AlertId id) {
    const auto record = storage::ServiceCases{reader, MailboxScope::for_job(receipt.oh_service)}.find(id);
    if (!record) return;
    for (const auto& step : steps_of_accompaniment(*record))
        if (!step.words.starts_with("visite faite"))  // told already
            lines.push_back("Le " + forms::short_date(step.on) + "\u00A0: " + step.words);
    for (const auto& follow_up : record->follow_ups) {
        const auto name = "Suivi à " + std::to_string(follow_up.dates.months) + " mois";
        lines.push_back(name + " demandé le " + forms::short_date(*follow_up.dates.asked_on));
        if (follow_up.dates.answered_on)
            lines.push_back(
                name + ", votre réponse du " + forms::short_date(*follow_up.dates.answered_on) +
                "\u00A0: " + (follow_up.still_in_work.value_or(false) ? "en emploi" : "plus en emploi") +
                (follow_up.help_wished.value_or(false) ? ", aide souhaitée" : ", pas d’aide souhaitée"));
    }
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
    add_case(lines, reader, receipt, id);
    if (receipt.withdrawn_at) lines.push_back("Accord retiré le " + day(*receipt.withdrawn_at));
    return lines;
}

std::vector<forms::HeldAgreement> agreements_of(const Services& services, const storage::Reader& reader,
                                                InvitationId invitation, Date today) {
    const auto record = storage::find_receipt_of(reader, invitation);
    if (!record) return {};
    const auto receipt = parse_receipt(record->canonical);
    if (!receipt) return {};
    const auto proof = proof_kept_until(services.settings.retention, record->expires_on);
    return {{record->id.text(), forms::date_and_time(record->given_at), forms::short_date(record->expires_on),
             categories_in_words(receipt->categories), since_sending(reader, *record, receipt->alert),
             !record->withdrawn_at && today <= record->expires_on, forms::short_date(proof)}};
}

void fill_organisations(forms::HeldDataView& view, const storage::Reader& reader, const Employee& person,
                        std::optional<OhServiceId> service_id) {
    const storage::Organisations organisations{reader};
    const auto employer = organisations.employer(person.employer);
    if (employer) view.employer = employer->name;
    if (const auto team = organisations.team(person.employer, person.team)) view.team = team->name;
    if (!service_id && employer) service_id = employer->oh_service;
    const auto service = service_id ? organisations.oh_service(*service_id) : std::nullopt;
    view.service = service ? service->name : "votre service de santé au travail";
    view.service_phone = service ? service->phone : "";
}

void fill_person(forms::HeldDataView& view, const Services& services, const Employee& person) {
    view.person = full_name(person);
    view.payroll_number = person.payroll_number.reveal();
    if (person.birth_year) view.birth_year = std::to_string(*person.birth_year);
    view.job_family = services.job_families.label_of(person.job_family);
    view.entered_on = forms::short_date(person.entry);
    if (person.exit) view.left_on = forms::short_date(*person.exit);
    if (person.informed_on) view.informed_on = forms::short_date(*person.informed_on);
    view.entry = person.entry;
    view.exit = person.exit;
    view.informed = person.informed_on;
}

Remarks remarks_of(const Services& services, EmployerScope scope,
                   const std::vector<storage::RightsRequestRecord>& requests) {
    Remarks remarks;
    for (const auto& request : requests) {
        if (request.kind != RightsKind::remark || !request.about_fact) continue;
        const auto words = open_rights_words(services, scope, request, RightsWords::of_the_person);
        if (!words.reveal().empty()) remarks[*request.about_fact].push_back(words.reveal());
    }
    return remarks;
}

// What the employer's side holds: the same whatever the person answered.
forms::HeldDataView employer_side(const Services& services, EmployerScope scope, const Employee& person,
                                  Instant now) {
    const auto today = in_paris(now).date;
    const auto& periods = services.settings.retention;
    const auto [requests, choice, keeping] = services.cases.read([&](const storage::Reader& reader) {
        return std::tuple{storage::RightsRequests{reader, scope}.about(person.id),
                          storage::ProcessingChoices{reader, scope}.of(person.id),
                          KeepingTime{reader, periods, person.id, person.exit, today}};
    });
    const Subject subject{services, scope, person, remarks_of(services, scope, requests), keeping};
    forms::HeldDataView view;
    view.made_on = forms::date_and_time(now);
    view.kept = keeping.is_frozen() ? held_words_while_frozen(periods) : held_words(periods);
    fill_person(view, services, person);
    view.signals = lines_of(subject, HeldKind::signal, noted_signals(services, scope, person.id, beginning));
    view.absences =
        lines_of(subject, HeldKind::absence, noted_absences(services, scope, person.id, beginning));
    view.legal_stops = lines_of(subject, HeldKind::legal_stop, noted_legal_stops(services, scope, person.id));
    view.milestones = lines_of(subject, HeldKind::milestone, noted_milestones(services, scope, person.id));
    for (const auto& sentence : invitation_sentences(services, scope, person.id, today))
        view.invitations.push_back({sentence, ""});
    fill_rights(view, subject, requests, choice);
    services.cases.read([&](const storage::Reader& reader) {
        view.suggestions = suggestions_of(subject, reader);
        view.talks = talks_of(subject, reader);
        view.measures = measures_of(subject, reader);
        view.plans = plans_of(subject, reader);
        return true;
    });
    return view;
}

}  // namespace

Result<forms::HeldDataView> held_data_about(const Services& services, const CodedInvitation& invitation,
                                            Instant now) {
    const auto scope = EmployerScope::for_job(invitation.employer);
    const auto id = invitation.handed_over.employee;
    const auto person = find_employee(services, scope, id);
    if (!person) return std::unexpected(person.error());
    auto view = employer_side(services, scope, *person, now);
    services.cases.read([&](const storage::Reader& reader) {
        fill_organisations(view, reader, *person, invitation.handed_over.oh_service);
        view.readings = readings_of(services, reader, id, invitation.handed_over.id);
        view.agreements = agreements_of(services, reader, invitation.handed_over.id, in_paris(now).date);
        return true;
    });
    return view;
}

Result<forms::HeldDataView> employer_copy_of(const Services& services, EmployerScope scope,
                                             EmployeeId employee, Instant now) {
    const auto person = find_employee(services, scope, employee);
    if (!person) return std::unexpected(person.error());
    auto view = employer_side(services, scope, *person, now);
    view.own_side = false;
    services.cases.read([&](const storage::Reader& reader) {
        fill_organisations(view, reader, *person, std::nullopt);
        return true;
    });
    return view;
}

std::vector<HeldLine> facts_of_view(const forms::HeldDataView& view) {
    std::vector<HeldLine> facts;
    for (const auto* group : {&view.signals, &view.absences, &view.legal_stops, &view.milestones})
        facts.insert(facts.end(), group->begin(), group->end());
    return facts;
}

}  // namespace prevenance::api
