#include "api/endpoints/follow_case.h"

#include "api/case_screen.h"
#include "api/error_reply.h"
#include "api/opened_alert.h"
#include "api/page_reply.h"
#include "forms/service_case_form.h"
#include "storage/service_cases.h"

#include <functional>

namespace prevenance::api {
namespace {

using storage::CaseRecord;
using storage::ServiceCases;
using storage::Transaction;

std::string path_of(AlertId id) {
    return "/boite/" + id.text();
}

// The mailbox's own check comes first, as for the message. A case whose message is not shown any more because
// its agreement ended in time goes on; any other that is hidden does not. Where the check fails now, the page
// of the message sets it aside.
struct Reached {
    AlertId alert;
    bool has_expired = false;  // today, and the night has not noted it yet
};

Result<Reached> reach_case(const Call& call) {
    const auto opening = open_alert(call);
    if (!opening) return std::unexpected(opening.error());
    if (const auto* opened = std::get_if<OpenedAlert>(&*opening)) return Reached{opened->record.id};
    if (const auto* faulty = std::get_if<FaultyAlert>(&*opening)) {
        if (faulty->reason == integrations::QuarantineReason::receipt_expired)
            return Reached{faulty->record.id, true};
        return fail(ErrorCode::gone,
                    "Ce message n’a pas passé une vérification. Ouvrez sa page pour savoir laquelle.");
    }
    return Reached{std::get<HiddenAlert>(*opening).record.id};
}

Error withdrawn() {
    return {ErrorCode::conflict,
            "La personne a retiré son accord, ou le message est mis à l’écart. Ce dossier n’est plus montré, "
            "et rien "
            "n’y est ajouté.",
            {}};
}

std::optional<CaseRecord> case_that_goes_on(const ServiceCases& cases, const Reached& reached) {
    auto record = cases.find(reached.alert);
    if (!record) return std::nullopt;
    if (reached.has_expired) record->line.expired = true;
    if (!goes_on(*record)) return std::nullopt;
    return record;
}

Answer show(const Call& call, const Reached& reached) {
    return Act{reached.alert.bytes, [call, reached](Transaction& transaction) {
                   const auto record = case_that_goes_on({transaction, call.mailbox()}, reached);
                   if (!record) return error_reply(call, withdrawn());
                   return case_screen(call, transaction, *record);
               }};
}

// What the form was made from: the page's hidden field, or a program's If-Match.
bool is_stale(const Call& call, const CaseRecord& record) {
    const auto version = version_of(record);
    const auto expected = call.request.header("if-match");
    if (!expected.empty()) return expected != "\"" + version + "\"";
    return call.form.value("version") != version;
}

Reply stale_screen(const Call& call, Transaction& transaction, const CaseRecord& record) {
    auto reply = case_screen(call, transaction, record, {{}, true, {}});
    if (!call.request.header("if-match").empty()) reply.status = 412;
    return reply;
}

// Nothing, or why not: fields to mend, or a move that the state does not allow.
using Move = std::function<CaseTrouble(Transaction&, const ServiceCases&, const CaseRecord&)>;

// Everything is judged inside the writer's transaction, after the answer to a form sent twice: a double click
// gets the first answer again and not the news that somebody was faster.
Answer move_case(const Call& call, const Reached& reached, std::string_view done, Move move) {
    return Act{reached.alert.bytes,
               [call, reached, done = std::string{done}, move = std::move(move)](Transaction& transaction) {
                   const ServiceCases cases{transaction, call.mailbox()};
                   const auto record = case_that_goes_on(cases, reached);
                   if (!record) return error_reply(call, withdrawn());
                   if (is_stale(call, *record)) return stale_screen(call, transaction, *record);
                   const auto trouble = move(transaction, cases, *record);
                   if (!trouble.errors.empty() || !trouble.refusal.empty())
                       return case_screen(call, transaction, *record, trouble);
                   return see_other(path_of(reached.alert) + "/dossier", done);
               }};
}

CaseTrouble refused(const std::optional<Refusal>& refusal) {
    if (!refusal) return {};
    return {{}, false, forms::refusal_words(*refusal)};
}

CaseTrouble wrong(std::vector<FieldError> errors) {
    return {std::move(errors), false, {}};
}

Date received_on(const CaseRecord& record) {
    return record.line.dates.received_on;
}

CaseTrouble note_result(const Call& call, Transaction& transaction, const ServiceCases& cases,
                        const CaseRecord& record) {
    const auto result = forms::read_visit_result(call.form, received_on(record), call.today());
    if (!result) return wrong(result.error().fields);
    const auto& line = record.line;
    if (!line.dates.voice_on) return refused(Refusal::voice_first);
    if (!line.diary().visit_on)
        return {
            {}, false, "Aucune visite n’est prévue. Notez d’abord la visite prévue, sur la page du message."};
    cases.note_visit(transaction, line.alert,
                     {line.visit_kind.value_or("other"), *line.visit_on, result->result, result->on});
    return {};
}

CaseTrouble add_document(const Call& call, Transaction& transaction, const ServiceCases& cases,
                         const CaseRecord& record) {
    const auto document = forms::read_document(call.form, received_on(record), call.today());
    if (!document) return wrong(document.error().fields);
    const auto& dates = record.line.dates;
    if (const auto refusal = refusal_of(CaseMove::document, dates)) return refused(refusal);
    if (document->kind == "ATTESTATION_SUIVI" && record.line.visit_kind == "pre_return")
        return refused(Refusal::pre_return_visit);
    if (document->on < *dates.visited_on)
        return wrong({{"issued_on", "before_visit",
                       "Un document suit la visite. Indiquez le jour de la visite, ou après."}});
    cases.add(transaction, record.line.alert, storage::CaseDocument{document->kind, document->on});
    return {};
}

CaseTrouble add_contact(const Call& call, Transaction& transaction, const ServiceCases& cases,
                        const CaseRecord& record) {
    const auto contact = forms::read_contact(call.form, received_on(record), call.today());
    if (!contact) return wrong(contact.error().fields);
    const auto move = contact->with_whom == "employer"  ? CaseMove::contact_employer
                      : contact->with_whom == "partner" ? CaseMove::contact_partner
                                                        : CaseMove::contact_employee;
    if (const auto refusal = refusal_of(move, record.line.dates)) return refused(refusal);
    cases.add(
        transaction, record.line.alert,
        storage::CaseContact{contact->with_whom, contact->on, contact->partner_kind, contact->agreed_on});
    return {};
}

CaseTrouble begin(const Call& call, Transaction& transaction, const ServiceCases& cases,
                  const CaseRecord& record) {
    const auto answer = forms::read_proposal_answer(call.form, received_on(record), call.today());
    if (!answer) return wrong(answer.error().fields);
    const auto move = answer->enters ? CaseMove::enter : CaseMove::decline;
    if (const auto refusal = refusal_of(move, record.line.dates)) return refused(refusal);
    if (answer->enters)
        cases.enter(transaction, record.line.alert, answer->on);
    else
        cases.decline(transaction, record.line.alert, answer->on, answer->outcome);
    return {};
}

CaseTrouble leave(const Call& call, Transaction& transaction, const ServiceCases& cases,
                  const CaseRecord& record) {
    const auto exit = forms::read_exit(call.form, received_on(record), call.today());
    if (!exit) return wrong(exit.error().fields);
    const auto& dates = record.line.dates;
    if (const auto refusal = refusal_of(CaseMove::leave, dates)) return refused(refusal);
    if (exit->on < earliest_day(CaseMove::leave, dates))
        return wrong({{"left_on", "before_entry",
                       "La sortie suit l’entrée. Indiquez le jour de l’entrée, ou après."}});
    cases.leave(transaction, record.line.alert, exit->on, exit->exit, exit->outcome);
    return {};
}

CaseTrouble ask(const Call& call, Transaction& transaction, const ServiceCases& cases,
                const CaseRecord& record) {
    const auto question = forms::read_question(call.form, received_on(record), call.today());
    if (!question) return wrong(question.error().fields);
    const auto& line = record.line;
    if (const auto refusal = refusal_to_ask(line.dates, line.follow_ups, question->months, question->on))
        return refused(refusal);
    cases.ask(transaction, line.alert, question->months, question->on);
    return {};
}

CaseTrouble note_answer(const Call& call, Transaction& transaction, const ServiceCases& cases,
                        const CaseRecord& record) {
    const auto answer = forms::read_follow_up_answer(call.form, received_on(record), call.today());
    if (!answer) return wrong(answer.error().fields);
    const auto& line = record.line;
    if (const auto refusal = refusal_to_answer(line.follow_ups, answer->months)) return refused(refusal);
    for (const auto& asked : line.follow_ups)
        if (asked.months == answer->months && answer->on < *asked.asked_on)
            return wrong({{"answered_on", "before_question",
                           "La réponse suit la question. Indiquez le jour de la question, ou après."}});
    cases.answer(transaction, line.alert,
                 {{answer->months, std::nullopt, answer->on},
                  answer->situation.still_in_work,
                  answer->situation.post,
                  answer->situation.help_wished});
    return {};
}

using Step = CaseTrouble (*)(const Call&, Transaction&, const ServiceCases&, const CaseRecord&);

Answer take_step(const Call& call, std::string_view done, Step step) {
    const auto reached = reach_case(call);
    if (!reached) return error_reply(call, reached.error());
    return move_case(
        call, *reached, done,
        [call, step](Transaction& transaction, const ServiceCases& cases, const CaseRecord& record) {
            return step(call, transaction, cases, record);
        });
}

}  // namespace

Answer show_case(const Call& call) {
    const auto reached = reach_case(call);
    if (!reached) return error_reply(call, reached.error());
    return show(call, *reached);
}

Answer note_visit_result(const Call& call) {
    return take_step(call, "resultat", note_result);
}

Answer note_document(const Call& call) {
    return take_step(call, "document-remis", add_document);
}

Answer note_contact(const Call& call) {
    return take_step(call, "echange-note", add_contact);
}

Answer answer_proposal(const Call& call) {
    return take_step(call, "accompagnement", begin);
}

Answer leave_case(const Call& call) {
    return take_step(call, "sortie", leave);
}

Answer ask_follow_up(const Call& call) {
    return take_step(call, "suivi-demande", ask);
}

Answer answer_follow_up(const Call& call) {
    return take_step(call, "suivi-repondu", note_answer);
}

}  // namespace prevenance::api
