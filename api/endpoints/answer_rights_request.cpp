#include "api/endpoints/answer_rights_request.h"

#include "api/erasure.h"
#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/held_data.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/rights_requests.h"
#include "api/services.h"
#include "forms/french.h"
#include "forms/rights_page.h"
#include "forms/rights_words.h"
#include "storage/erasure.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using forms::RightsRequestView;
using storage::RightsRequestRecord;

Answer not_found(const Call& call) {
    return error_reply(call, {ErrorCode::not_found, {}, {}});
}

std::optional<RightsRequestRecord> asked_for(const Call& call) {
    const auto id = call.id_in_path<RightsRequestId>("rights_request");
    if (!id) return std::nullopt;
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::RightsRequests{reader, call.employer()}.find(*id);
    });
}

std::optional<Employee> person_of(const Call& call, const RightsRequestRecord& request) {
    if (!request.employee) return std::nullopt;
    auto person = find_employee(call.services, call.employer(), *request.employee);
    if (!person) return std::nullopt;
    return std::move(*person);
}

bool has_left(const Call& call, const Employee& person) {
    return person.exit && *person.exit <= call.today();
}

std::string answered_note(const RightsRequestRecord& request) {
    return forms::rights_outcome_label(*request.outcome) + " le " +
           forms::short_date(in_paris(*request.answered_at).date) + ".";
}

forms::RightsLine line_of(const Call& call, const RightsRequestRecord& request,
                          const std::map<EmployeeId, std::string>& names) {
    const auto name = request.employee ? names.find(*request.employee) : names.end();
    forms::RightsLine line;
    line.path = "/droits/" + request.id.text();
    line.title = request.number() + ", " + forms::rights_kind_label(request.kind) + ", " +
                 (name == names.end() ? "personne effacée" : name->second);
    line.note = request.is_open() ? "Réponse due au plus tard le " + forms::short_date(request.due()) + "."
                                  : answered_note(request);
    line.is_overdue = request.is_overdue(call.today());
    return line;
}

std::string counted_line(int number, std::string_view one, std::string_view many) {
    return number == 0 ? std::string{} : forms::counted(number, one, many);
}

std::vector<std::string> erased_lines(const Call& call, const Employee& person) {
    const auto rows = call.services.cases.read([&](const storage::Reader& reader) {
        return has_left(call, person) ? storage::rows_about(reader, person.id)
                                      : storage::facts_about(reader, person.id);
    });
    std::vector<std::string> lines{
        counted_line(rows.signals, "signal noté", "signaux notés"),
        counted_line(rows.absences, "absence", "absences"),
        counted_line(rows.talks, "échange consigné", "échanges consignés"),
        counted_line(rows.suggestions, "suggestion", "suggestions"),
        counted_line(rows.legal_stops, "arrêt déclaré", "arrêts déclarés"),
        counted_line(rows.milestones, "visite ou retour noté", "visites ou retours notés"),
        counted_line(rows.visit_requests, "demande de visite", "demandes de visite"),
        counted_line(rows.invitations, "invitation remise", "invitations remises"),
        counted_line(rows.measures, "envoi de préconisations", "envois de préconisations"),
        counted_line(rows.plans, "plan d’action", "plans d’action")};
    std::erase(lines, std::string{});
    return lines;
}

std::string fact_in_words(const Call& call, const RightsRequestRecord& request) {
    if (!request.about_fact) return {};
    for (const auto& line : all_fact_lines_about(call.services, call.employer(), *request.employee))
        if (line.id == *request.about_fact) return line.words;
    return "Ce fait n’est plus dans la fiche.";
}

std::string received_in_words(const Call& call, const RightsRequestRecord& request) {
    const auto day = forms::short_date(request.received_on);
    if (!request.recorded_by) return day + ", par la personne elle-même";
    return day + ", sur papier, notée par " + account_name(call.services, *request.recorded_by);
}

void fill_person(const Call& call, const RightsRequestRecord& request, RightsRequestView& view) {
    const auto person = person_of(call, request);
    if (!person) return;
    view.person = full_name(*person);
    view.employee_path = "/salaries/" + person->id.text();
    view.about_fact = fact_in_words(call, request);
    const auto words = [&](RightsWords which) {
        return open_rights_words(call.services, call.employer(), request, which).reveal();
    };
    view.words = words(RightsWords::of_the_person);
    view.answer = words(RightsWords::answer);
    view.extension = words(RightsWords::extension);
    view.has_left = has_left(call, *person);
    if (request.kind == RightsKind::erasure) view.erases = erased_lines(call, *person);
    if (request.kind == RightsKind::access || request.kind == RightsKind::portability)
        view.copy_path = "/droits/" + view.id + "/copie";
}

RightsRequestView view_of(const Call& call, const RightsRequestRecord& request) {
    RightsRequestView view;
    view.id = request.id.text();
    view.number = request.number();
    view.kind = request.kind;
    view.received = received_in_words(call, request);
    view.is_overdue = request.is_overdue(call.today());
    if (request.is_open()) view.due = forms::short_date(request.due());
    if (request.outcome) view.outcome = forms::rights_outcome_label(*request.outcome);
    if (request.answered_at) view.answered_on = forms::short_date(in_paris(*request.answered_at).date);
    view.can_extend = request.is_open() && !request.extended_at && !view.is_overdue && request.employee;
    fill_person(call, request, view);
    view.outcome_as_typed = call.form.value("outcome");
    view.answer_as_typed = call.form.value("answer");
    view.reason_as_typed = call.form.value("reason");
    view.erase_as_typed = call.form.has("erase");
    return view;
}

Reply request_page(const Call& call, const RightsRequestRecord& request, std::vector<FieldError> errors) {
    auto data = forms::rights_request_data(view_of(call, request), errors);
    return page_reply(call, forms::rights_kind_label(request.kind), "rights_request", std::move(data),
                      std::move(errors));
}

Reply already_answered(const Call& call) {
    return error_reply(call, {ErrorCode::conflict, "Cette demande a déjà reçu une réponse.", {}});
}

// Before the act, because it waits for two files. Erasing everything answers the request by itself.
Answer erase_and_answer(const Call& call, const RightsRequestRecord& request, const Employee& person,
                        const forms::RightsAnswer& answer, Bytes sealed) {
    const auto by = call.scope().account;
    if (has_left(call, person)) {
        const auto erased = erase_person(call.services, call.employer(), person.id, by, call.now);
        if (!erased) return error_reply(call, erased.error());
        return read_about(request.id, see_other("/droits", "personne-effacee"));
    }
    const auto erased = erase_facts(call.services, call.employer(), person.id, by, call.now);
    if (!erased) return error_reply(call, erased.error());
    return Act{request.id.bytes, [call, id = request.id, by, outcome = answer.outcome,
                                  sealed = std::move(sealed)](storage::Transaction& transaction) {
                   const storage::RightsRequests requests{transaction, call.employer()};
                   if (!requests.answer(transaction, id, outcome, sealed, by, call.now))
                       return already_answered(call);
                   return see_other("/droits/" + id.text(), "faits-effaces");
               }};
}

Reply paper_page(const Call& call, std::vector<FieldError> errors) {
    forms::PaperRequestView view;
    for (const auto& person : employees_of(call.services, call.employer()))
        view.people.push_back({person.id.text(), full_name(person)});
    const auto& typed = call.request.method == "POST" ? call.form : call.query;
    view.employee = typed.value("employee");
    view.right = typed.value("right");
    view.received_on = typed.value("received_on");
    view.words = typed.value("words");
    view.identity_checked = typed.has("identity_checked");
    auto data = forms::paper_request_data(view, errors);
    return page_reply(call, "Noter une demande reçue sur papier", "rights_paper_form", std::move(data),
                      std::move(errors));
}

}  // namespace

Answer list_rights_requests(const Call& call) {
    std::map<EmployeeId, std::string> names;
    for (const auto& person : employees_of(call.services, call.employer()))
        names.emplace(person.id, full_name(person));
    const auto requests = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::RightsRequests{reader, call.employer()}.all();
    });
    forms::RightsListView view;
    for (const auto& request : requests)
        (request.is_open() ? view.open : view.answered).push_back(line_of(call, request, names));
    return page_reply(call, "Droits des personnes", "rights_list", forms::rights_list_data(view));
}

Answer show_rights_request(const Call& call) {
    const auto request = asked_for(call);
    if (!request) return not_found(call);
    auto page = request_page(call, *request, {});
    if (request->employee) return read_about(*request->employee, std::move(page));
    return read_about(request->id, std::move(page));
}

Answer answer_rights_request(const Call& call) {
    const auto request = asked_for(call);
    if (!request) return not_found(call);
    if (!request->is_open()) return already_answered(call);
    const auto person = person_of(call, *request);
    if (!person) return not_found(call);
    const auto answer = forms::read_rights_answer(call.form, request->kind, call.services.health_words);
    if (!answer) return request_page(call, *request, answer.error().fields);
    auto sealed = seal_rights_words(call.services, call.employer(), person->id, request->id,
                                    RightsWords::answer, answer->words);
    if (!sealed) return error_reply(call, sealed.error());
    if (request->kind == RightsKind::erasure && answer->outcome != RightsOutcome::refused)
        return erase_and_answer(call, *request, *person, *answer, std::move(*sealed));
    return Act{person->id.bytes, [call, id = request->id, outcome = answer->outcome,
                                  sealed = std::move(*sealed)](storage::Transaction& transaction) {
                   const storage::RightsRequests requests{transaction, call.employer()};
                   if (!requests.answer(transaction, id, outcome, sealed, call.scope().account, call.now))
                       return already_answered(call);
                   return see_other("/droits/" + id.text(), "droit-repondu");
               }};
}

Answer extend_rights_request(const Call& call) {
    const auto request = asked_for(call);
    if (!request) return not_found(call);
    if (!request->is_open() || request->extended_at || request->is_overdue(call.today()))
        return error_reply(call,
                           {ErrorCode::conflict,
                            "Le délai de cette demande ne peut plus être prolongé. Répondez à la personne.",
                            {}});
    const auto person = person_of(call, *request);
    if (!person) return not_found(call);
    const auto reason = forms::read_rights_extension(call.form, call.services.health_words);
    if (!reason) return request_page(call, *request, reason.error().fields);
    auto sealed = seal_rights_words(call.services, call.employer(), person->id, request->id,
                                    RightsWords::extension, *reason);
    if (!sealed) return error_reply(call, sealed.error());
    return Act{person->id.bytes,
               [call, id = request->id, sealed = std::move(*sealed)](storage::Transaction& transaction) {
                   if (!storage::RightsRequests{transaction, call.employer()}.extend(transaction, id, sealed,
                                                                                     call.now))
                       return already_answered(call);
                   return see_other("/droits/" + id.text(), "droit-prolonge");
               }};
}

Answer show_paper_request_form(const Call& call) {
    return paper_page(call, {});
}

Answer record_paper_request(const Call& call) {
    const auto paper = forms::read_paper_request(call.form, {call.services.health_words, {}, call.today()});
    if (!paper) return paper_page(call, paper.error().fields);
    const auto person = find_employee(call.services, call.employer(), paper->employee);
    if (!person) return paper_page(call, {{"employee", "unknown", "Choisissez une personne de la liste."}});
    auto record = sealed_request(call.services, call.employer(), person->id, paper->request,
                                 call.scope().account, call.now);
    if (!record) return error_reply(call, record.error());
    if (record->answered_at) record->answered_by = call.scope().account;
    return Act{person->id.bytes, [call, record = std::move(*record)](storage::Transaction& transaction) {
                   take_request(transaction, call.services, call.employer(), record, call.now);
                   return see_other("/droits/" + record.id.text(), "droit-note");
               }};
}

Answer print_employer_copy(const Call& call) {
    const auto request = asked_for(call);
    if (!request || !request->employee) return not_found(call);
    const bool shows_data = request->kind == RightsKind::access || request->kind == RightsKind::portability;
    if (!shows_data) return not_found(call);
    const auto copy = employer_copy_of(call.services, call.employer(), *request->employee, call.now);
    if (!copy) return not_found(call);
    return read_about(*request->employee, page_reply(call, "Ce qui est gardé sur vous", "held_data_printed",
                                                     forms::held_data_data(*copy)));
}

}  // namespace prevenance::api
