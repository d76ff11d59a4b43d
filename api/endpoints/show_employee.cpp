#include "api/endpoints/show_employee.h"

#include "api/employer_asked.h"
#include "api/endpoints/hand_over_invitation.h"
#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/rights_requests.h"
#include "api/services.h"
#include "api/suggestion_words.h"
#include "api/team_names.h"
#include "forms/employee_form.h"
#include "forms/employee_page.h"
#include "forms/french.h"
#include "forms/rights_words.h"
#include "storage/action_plans.h"
#include "storage/employees.h"
#include "storage/interviews.h"
#include "storage/invitations.h"
#include "storage/measures.h"
#include "storage/processing_choices.h"
#include "storage/rights_requests.h"
#include "storage/visit_requests.h"

#include <algorithm>
#include <functional>

namespace prevenance::api {
namespace {

using forms::EmployeePageView;
using storage::SuggestionRecord;

// The latest step, in one of a few sentences. Only what the employer did or received is looked at: whatever a
// person answered to an invitation, the sentence is the same.
std::string state_of(const storage::Reader& reader, EmployerScope scope, EmployeeId person,
                     const std::vector<SuggestionRecord>& suggestions) {
    std::pair<Instant, std::string> latest{Instant{}, "Aucun échange proposé"};
    const auto step = [&](Instant when, const char* words) {
        if (when >= latest.first) latest = {when, words};
    };
    for (const auto& suggestion : suggestions)
        if (suggestion.family == RuleFamily::signal && suggestion.is_open())
            step(suggestion.raised_at, "Échange proposé");
    for (const auto& interview : storage::Interviews{reader, scope}.about(person))
        step(interview.recorded_at, "Échange fait");
    for (const auto& invitation : storage::HandedOverInvitations{reader, scope}.about(person))
        step(Instant{invitation.handed_over_on} + std::chrono::hours{24}, "Pas de suite à ce jour");
    for (const auto& measures : storage::ReceivedMeasures{reader, scope}.about(person))
        step(measures.sent_at, "Préconisation reçue");
    for (const auto& plan : storage::ActionPlans{reader, scope}.about(person))
        step(plan.made_at, plan.finished_on ? "Suivi" : "Plan d’action");
    return latest.second;
}

std::string note_of(const SuggestionRecord& suggestion, const rules::Explanation& words, Date today) {
    if (words.due) return *words.due;
    if (suggestion.postponed_until && *suggestion.postponed_until > today)
        return "Reportée au " + forms::short_date(*suggestion.postponed_until) + ".";
    return {};
}

void fill_suggestions(const Call& call, const std::vector<SuggestionRecord>& suggestions,
                      EmployeePageView& view) {
    for (const auto& suggestion : suggestions) {
        if (!suggestion.is_open()) continue;
        const auto words = suggestion_in_short(call.services, call.employer(), suggestion);
        if (!words) continue;
        auto& list = suggestion.family == RuleFamily::legal ? view.deadlines : view.suggestions;
        list.push_back({"/suggestions/" + suggestion.id.text(), words->explanation.words.title,
                        note_of(suggestion, words->explanation, call.today())});
    }
}

std::string delete_path(const FactLine& milestone) {
    if (is_worked_out(milestone)) return {};
    return "/calendrier/notes/" + milestone.id.text() + "/supprimer";
}

// What the person chose to have stand beside a fact.
std::map<FactId, std::string> remarks_about(const Call& call, EmployeeId person) {
    const auto requests = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::RightsRequests{reader, call.employer()}.about(person);
    });
    std::map<FactId, std::string> remarks;
    for (const auto& request : requests) {
        if (request.kind != RightsKind::remark || !request.about_fact) continue;
        const auto words =
            open_rights_words(call.services, call.employer(), request, RightsWords::of_the_person);
        if (!words.reveal().empty())
            remarks[*request.about_fact] += ". Remarque de la personne\u00A0: «\u00A0" + words.reveal() + "\u00A0»";
    }
    return remarks;
}

void fill_facts(const Call& call, EmployeeId person, EmployeePageView& view) {
    auto lines = fact_lines_about(call.services, call.employer(), person);
    const auto remarks = remarks_about(call, person);
    std::ranges::reverse(lines);
    for (auto& line : lines) {
        if (const auto remark = remarks.find(line.id); remark != remarks.end()) line.source += remark->second;
        if (line.kind == FactLine::Kind::milestone) {
            view.milestones.push_back({line.words, line.source, delete_path(line)});
            continue;
        }
        auto& list = line.kind == FactLine::Kind::legal_stop ? view.legal_stops : view.facts;
        list.push_back({std::move(line.words), std::move(line.source)});
    }
}

// Talks, visit requests and measures, the latest first.
void fill_steps(const storage::Reader& reader, EmployerScope scope, EmployeeId person, EmployeePageView& view) {
    std::vector<std::pair<Instant, EmployeePageView::Step>> steps;
    for (const auto& interview : storage::Interviews{reader, scope}.about(person))
        steps.push_back({interview.recorded_at, {"/entretiens/" + interview.id.text(),
                                                 "Échange du " + forms::short_date(interview.held_on)}});
    for (const auto& request : storage::VisitRequests{reader, scope}.about(person))
        steps.push_back({request.requested_at,
                         {"/demandes-de-visite/" + request.id.text() + "/lettre",
                          "Demande de visite du " + forms::short_date(in_paris(request.requested_at).date)}});
    for (const auto& measures : storage::ReceivedMeasures{reader, scope}.about(person))
        steps.push_back({measures.sent_at,
                         {"/preconisations/" + measures.id.text(),
                          "Préconisations reçues le " + forms::short_date(in_paris(measures.sent_at).date)}});
    for (const auto& plan : storage::ActionPlans{reader, scope}.about(person))
        steps.push_back({plan.made_at, {"/plans/" + plan.id.text(),
                                        "Plan d’action du " + forms::short_date(in_paris(plan.made_at).date)}});
    std::ranges::stable_sort(steps, std::ranges::greater{}, [](const auto& step) { return step.first; });
    for (auto& [when, step] : steps) view.steps.push_back(std::move(step));
}

// Requests of the person, and the remarks beside the facts they are about.
void fill_rights(const Call& call, EmployeeId person, EmployeePageView& view) {
    call.services.cases.read([&](const storage::Reader& reader) {
        const auto choice = storage::ProcessingChoices{reader, call.employer()}.of(person);
        if (choice.objected_at) view.objected_on = forms::short_date(in_paris(*choice.objected_at).date);
        if (choice.limited_at) view.limited_on = forms::short_date(in_paris(*choice.limited_at).date);
        for (const auto& request : storage::RightsRequests{reader, call.employer()}.about(person))
            view.rights.push_back({"/droits/" + request.id.text(),
                                   request.number() + ", " + forms::rights_kind_label(request.kind)});
        return true;
    });
}

EmployeePageView view_of(const Call& call, const Employee& person) {
    EmployeePageView view;
    view.id = person.id.text();
    view.name = full_name(person);
    view.team = team_names(call.services, call.employer()).at(person.team);
    view.job = call.services.job_families.label_of(person.job_family);
    view.payroll_number = person.payroll_number.reveal();
    view.entered_on = forms::short_date(person.entry);
    if (person.exit) view.left_on = forms::short_date(*person.exit);
    if (person.informed_on) view.informed_on = forms::short_date(*person.informed_on);
    view.informed_as_typed = call.form.value("informed_on");
    const auto suggestions = call.services.cases.read([&](const storage::Reader& reader) {
        auto found = storage::CaseFile{reader, call.employer()}.suggestions_about(person.id);
        view.state = state_of(reader, call.employer(), person.id, found);
        fill_steps(reader, call.employer(), person.id, view);
        return found;
    });
    view.invitations = invitation_sentences(call.services, call.employer(), person.id, call.today());
    fill_suggestions(call, suggestions, view);
    fill_facts(call, person.id, view);
    fill_rights(call, person.id, view);
    return view;
}

Reply page_of(const Call& call, const Employee& person, std::vector<FieldError> errors) {
    auto data = forms::employee_page_data(view_of(call, person), errors);
    return page_reply(call, full_name(person), "employee", std::move(data), std::move(errors));
}

}  // namespace

Answer show_employee(const Call& call) {
    const auto person = employee_in_path(call);
    if (!person) return error_reply(call, person.error());
    return read_about(person->id, page_of(call, *person, {}));
}

Answer inform_employee(const Call& call) {
    const auto person = employee_in_path(call);
    if (!person) return error_reply(call, person.error());
    const auto date = forms::read_informed_on(call.form, call.today());
    if (!date) return page_of(call, *person, date.error().fields);
    return Act{person->id.bytes, [call, id = person->id, date = *date](storage::Transaction& transaction) {
                   storage::Employees{transaction, call.employer()}.set_informed_on(transaction, id, date);
                   return see_other("/salaries/" + id.text(), "informe");
               }};
}

}  // namespace prevenance::api
