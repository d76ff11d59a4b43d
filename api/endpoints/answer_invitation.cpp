#include "api/endpoints/answer_invitation.h"

#include "api/answer_doubts.h"
#include "api/code_entry.h"
#include "api/consent.h"
#include "api/employee_page.h"
#include "api/error_reply.h"
#include "api/held_data.h"
#include "api/invitation_bytes.h"
#include "api/mailboxes.h"
#include "api/opened_invitation.h"
#include "api/own_request_return.h"
#include "api/page_reply.h"
#include "api/receipt_pages.h"
#include "api/services.h"
#include "forms/answer_page.h"
#include "forms/french.h"
#include "storage/organisations.h"
#include "storage/service_cases.h"

namespace prevenance::api {
namespace {

using forms::TypedAnswer;

std::string path_of(const Call& call) {
    return "/i/" + call.path.at("locator");
}

std::optional<OhService> service_of(const Call& call, OhServiceId id) {
    return call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Organisations{reader}.oh_service(id); });
}

forms::MessageView message_view(const Call& call, const RecognisedInvitation& invitation,
                                TypedAnswer answer) {
    const auto& alert = invitation.message->proposed();
    const auto service = service_of(call, alert.oh_service);
    forms::MessageView view;
    view.path = path_of(call);
    view.code = call.form.value("code");
    view.person = alert.person_name.reveal();
    view.employer = alert.employer_name.reveal();
    view.service = service->name;
    view.service_phone = service->phone;
    view.retention_officer = service->retention_officer;
    view.closes_on = forms::long_date(invitation.stored.handed_over.closes_on);
    for (const auto& fact : alert.facts) view.facts.push_back(fact.reveal());
    view.answer = std::move(answer);
    return view;
}

std::size_t fact_count(const RecognisedInvitation& invitation) {
    return invitation.message->proposed().facts.size();
}

Reply message_page(const Call& call, const RecognisedInvitation& invitation, TypedAnswer answer,
                   std::vector<FieldError> errors = {}) {
    errors = said(call, std::move(errors));
    auto data = forms::invitation_message_data(message_view(call, invitation, std::move(answer)), errors,
                                               saying(call));
    return employee_page(call, "Voulez-vous écrire au médecin du travail\u00A0?", "invitation_message",
                         std::move(data), std::move(errors));
}

Alert answered_alert(const Alert& proposed, const TypedAnswer& answer) {
    Alert alert = proposed;
    alert.facts.clear();
    for (const auto position : answer.kept) alert.facts.push_back(proposed.facts.at(position));
    alert.own_words = answer.own_words;
    alert.contact = {answer.reach, forms::when_to_reach(answer)};
    alert.language = answer.language;
    return alert;
}

Answer see_message(const Call& call, const RecognisedInvitation& invitation) {
    const auto facts = fact_count(invitation);
    const bool comes_back = answer_of(call) == "change";
    return read_about(
        invitation.stored.handed_over.id,
        message_page(call, invitation,
                     comes_back ? forms::typed_answer(call.form, facts) : forms::untouched_answer(facts)));
}

Answer review(const Call& call, const RecognisedInvitation& invitation) {
    const auto facts = fact_count(invitation);
    const auto answer = forms::read_answer(call.form, facts);
    if (!answer)
        return message_page(call, invitation, forms::typed_answer(call.form, facts), answer.error().fields);
    const auto& proposed = invitation.message->proposed();
    const auto mailbox = trusted_key_of(call.services, proposed.oh_service);
    if (!mailbox) return error_reply(call, mailbox.error());
    const auto service = service_of(call, proposed.oh_service);
    auto agreement = agreement_for(call.services, *service, *mailbox, answered_alert(proposed, *answer),
                                   invitation.message->receipt_opening(), language_of(call), call.now);
    const forms::ReviewView view{message_view(call, invitation, *answer),
                                 forms::short_date(agreement.receipt.expires_on),
                                 std::move(agreement.notice), std::move(agreement.new_key_from)};
    return read_about(invitation.stored.handed_over.id,
                      employee_page(call, "Vérifiez avant d’envoyer", "invitation_review",
                                    forms::invitation_review_data(view)));
}

// Title and paragraphs in French; `filled_in` takes the place of "{}".
Reply plain_page(const Call& call, std::string_view title, std::vector<std::string> paragraphs,
                 std::string_view filled_in = {}) {
    for (auto& paragraph : paragraphs) paragraph = said(call, paragraph, filled_in);
    return employee_page(call, title, "plain_words",
                         forms::plain_words_data(paragraphs, path_of(call), call.form.value("code")));
}

Reply already_answered(const Call& call) {
    auto reply =
        plain_page(call, "Vous avez déjà répondu",
                   {"Ce code a servi à répondre au même moment. Une seule réponse compte, la première.",
                    "Le même code montre ce qui est gardé, et permet de changer d’avis."});
    reply.status = 409;
    return reply;
}

// « Envoyer »: open, agree, seal, here; receipt, alert, outbox and the end of the invitation together in the
// act.
Answer send(const Call& call, RecognisedInvitation invitation) {
    const auto facts = fact_count(invitation);
    const auto answer = forms::read_answer(call.form, facts);
    if (!answer)
        return message_page(call, invitation, forms::typed_answer(call.form, facts), answer.error().fields);
    auto alert = answered_alert(invitation.message->proposed(), *answer);
    const auto mailbox = trusted_key_of(call.services, alert.oh_service);
    if (!mailbox) return error_reply(call, mailbox.error());
    const auto service = service_of(call, alert.oh_service);
    const auto opening = invitation.message->receipt_opening();
    const auto agreement =
        agreement_for(call.services, *service, *mailbox, alert, opening, language_of(call), call.now);
    auto consented = std::move(*invitation.message).consent(std::move(alert), agreement.receipt);
    if (!consented) return error_reply(call, consented.error());
    const auto id = invitation.stored.handed_over.id;
    auto sealed = seal_agreement(call.services, std::move(*consented), agreement.details, *mailbox, id,
                                 invitation.stored.lock);
    if (!sealed) return error_reply(call, sealed.error());
    sealed->doubts = doubts_about_answer(call, invitation.stored);
    const GivenReceipt given{
        agreement.receipt, agreement.details, opening, path_of(call), call.form.value("code"), {}, {}};
    return Act{id.bytes, [id, now = call.now, sealed = std::move(*sealed), late = already_answered(call),
                          receipt = receipt_page(call, *service, given)](storage::Transaction& transaction) {
                   if (!storage::destroy_content(transaction, id, now)) return late;
                   store_agreement(transaction, sealed, now);
                   return receipt;
               }};
}

// A refusal leaves nothing but the destroyed message, as silence does in the end.
Answer refuse(const Call& call, const RecognisedInvitation& invitation) {
    const auto id = invitation.stored.handed_over.id;
    auto done = plain_page(
        call, "Rien n’est envoyé",
        {"Le message est détruit. Personne ne sait que vous avez dit non : votre employeur voit la "
         "même chose que si vous n’aviez pas ouvert cette page.",
         "Si vous changez d’avis, vous pouvez demander vous-même une visite, sans que votre "
         "employeur le sache : le lien est en bas de cette page."});
    return Act{id.bytes, [id, now = call.now, done = std::move(done),
                          late = already_answered(call)](storage::Transaction& transaction) {
                   return storage::destroy_content(transaction, id, now) ? done : late;
               }};
}

Answer leave_it(const Call& call, const RecognisedInvitation& invitation) {
    return read_about(invitation.stored.handed_over.id,
                      plain_page(call, "Vous décidez plus tard",
                                 {"Rien n’est envoyé et rien n’a changé. Gardez votre carte\u00A0: le code "
                                  "marche jusqu’au {} inclus. "
                                  "Après, le message est détruit.",
                                  "Personne ne vous relancera."},
                                 forms::long_date(invitation.stored.handed_over.closes_on)));
}

bool service_asks(const Call& call, InvitationId card) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        const auto receipt = storage::find_receipt_of(reader, card);
        return receipt && storage::waiting_question(reader, receipt->id);
    });
}

Answer see_held_data(const Call& call, const RecognisedInvitation& invitation) {
    auto held = held_data_about(call.services, invitation.stored, call.now);
    if (!held) return error_reply(call, held.error());
    held->path = path_of(call);
    held->code = call.form.value("code");
    held->can_still_answer = invitation.message.has_value();
    held->service_asks = service_asks(call, invitation.stored.handed_over.id);
    return read_about(invitation.stored.handed_over.id,
                      page_reply(call, "Mes données", "held_data", forms::held_data_data(*held)));
}

// French needs no mention.
std::string language_in_address(const Call& call) {
    const auto code = language_of(call);
    return code == forms::french ? std::string{} : "?langue=" + code;
}

// The receipt again, as a page or as a file, for as long as it is kept.
Answer see_receipt(const Call& call, const RecognisedInvitation& invitation) {
    const auto id = invitation.stored.handed_over.id;
    const auto record = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::find_receipt_of(reader, id); });
    const auto receipt =
        record ? parse_receipt(record->canonical) : Result<ConsentReceipt>{fail(ErrorCode::gone)};
    if (!receipt) return plain_page(call, "Il n’y a pas de reçu", {"Avec ce code, rien n’a été envoyé."});
    const auto service = service_of(call, receipt->recipient);
    const GivenReceipt given{*receipt,
                             details_of(call.services, receipt->id),
                             invitation.receipt_opening,
                             path_of(call),
                             call.form.value("code"),
                             {},
                             {}};
    const bool as_file = answer_of(call) == "receipt_file";
    return read_about(id, as_file ? receipt_file(call, given) : receipt_page(call, *service, given));
}

Answer answer_with_card(const Call& call, RecognisedInvitation invitation) {
    const auto answer = answer_of(call);
    if (answer == "receipt" || answer == "receipt_file") return see_receipt(call, invitation);
    if (!invitation.message || answer == "data") return see_held_data(call, invitation);
    if (answer == "review") return review(call, invitation);
    if (answer == "send") return send(call, std::move(invitation));
    if (answer == "refuse") return refuse(call, invitation);
    if (answer == "later") return leave_it(call, invitation);
    return see_message(call, invitation);
}

Answer withdraw_with_card(const Call& call, const RecognisedInvitation& invitation) {
    const auto id = invitation.stored.handed_over.id;
    const auto nothing_sent =
        plain_page(call, "Il n’y a rien à retirer", {"Avec ce code, rien n’a été envoyé."});
    return Act{id.bytes, [id, nothing_sent, pages = withdrawal_pages(call),
                          now = call.now](storage::Transaction& transaction) {
                   const auto receipt = storage::find_receipt_of(transaction, id);
                   if (!receipt) return nothing_sent;
                   return pages.at(withdraw_agreement(transaction, *receipt, now));
               }};
}

}  // namespace

Answer show_invitation_entry(const Call& call) {
    const auto typed = call.query.value("repere");
    std::vector<FieldError> errors;
    if (call.query.has("repere")) {
        const auto locator = read_locator(typed);
        if (locator) return see_other("/i/" + shown_locator(*locator) + language_in_address(call));
        errors.push_back(
            {"repere", "locator", "Le repère compte 13 chiffres et lettres. Relisez-le sur la carte."});
    }
    errors = said(call, std::move(errors));
    auto data = forms::invitation_entry_data(typed, errors, saying(call));
    return employee_page(call, "Vous avez reçu une carte\u00A0?", "invitation_entry", std::move(data),
                         std::move(errors));
}

Answer show_code_form(const Call& call) {
    return code_page(call, {});
}

Answer answer_invitation(const Call& call) {
    auto recognised = recognise_code(call);
    if (!recognised) return not_recognised(call, recognised.error());
    if (const auto* alone = std::get_if<RecognisedOwnRequest>(&*recognised))
        return return_to_own_request(call, *alone);
    return answer_with_card(call, std::get<RecognisedInvitation>(std::move(*recognised)));
}

Answer withdraw_agreement(const Call& call) {
    const auto recognised = recognise_code(call);
    if (!recognised) return not_recognised(call, recognised.error());
    if (const auto* alone = std::get_if<RecognisedOwnRequest>(&*recognised))
        return withdraw_own_request(call, *alone);
    return withdraw_with_card(call, std::get<RecognisedInvitation>(*recognised));
}

}  // namespace prevenance::api
