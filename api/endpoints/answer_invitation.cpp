#include "api/endpoints/answer_invitation.h"

#include "api/consent.h"
#include "api/error_reply.h"
#include "api/held_data.h"
#include "api/invitation_bytes.h"
#include "api/mailboxes.h"
#include "api/opened_invitation.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/answer_page.h"
#include "forms/french.h"
#include "storage/alerts.h"
#include "storage/organisations.h"
#include "storage/outbox.h"

namespace prevenance::api {
namespace {

using forms::TypedAnswer;

std::string path_of(const Call& call) {
    return "/i/" + call.path.at("locator");
}

// Only what could be a locator comes back on the page, in the one spelling of the card.
std::string locator_shown(const Call& call) {
    const auto locator = read_locator(call.path.at("locator"));
    return locator ? shown_locator(*locator) : std::string{"illisible"};
}

std::string code_path(const Call& call) {
    const auto locator = read_locator(call.path.at("locator"));
    return "/i/" + (locator ? shown_locator(*locator) : std::string{"illisible"});
}

Reply code_page(const Call& call, std::vector<FieldError> errors) {
    const auto data = forms::invitation_code_data({code_path(call), locator_shown(call)}, errors);
    return page_reply(call, "Tapez votre code", "invitation_code", data, std::move(errors));
}

Reply not_recognised(const Call& call, const Error& error) {
    if (error.code == ErrorCode::invalid) return code_page(call, error.fields);
    return error_reply(call, error);
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
    auto data = forms::invitation_message_data(message_view(call, invitation, std::move(answer)), errors);
    return page_reply(call, "Voulez-vous écrire au médecin du travail\u00A0?", "invitation_message",
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
    const bool comes_back = call.form.value("answer") == "change";
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
    auto agreement =
        agreement_for(call.services, *service, *mailbox, answered_alert(proposed, *answer), call.now);
    const forms::ReviewView view{message_view(call, invitation, *answer),
                                 forms::short_date(agreement.receipt.expires_on),
                                 std::move(agreement.notice)};
    return read_about(invitation.stored.handed_over.id,
                      page_reply(call, "Vérifiez avant d’envoyer", "invitation_review",
                                 forms::invitation_review_data(view)));
}

Reply receipt_page(const Call& call, const OhService& service, const Agreement& agreement) {
    forms::ReceiptView view;
    view.sent_on = forms::date_and_time(agreement.receipt.given_at);
    view.expires_on = forms::short_date(agreement.receipt.expires_on);
    view.receipt = agreement.receipt.id.text();
    view.service = service.name;
    view.service_phone = service.phone;
    view.path = path_of(call);
    view.code = call.form.value("code");
    view.notice = agreement.notice;
    return page_reply(call, "C’est envoyé", "consent_receipt", forms::consent_receipt_data(view));
}

Reply plain_page(const Call& call, const std::string& title, const std::vector<std::string>& paragraphs) {
    return page_reply(call, title, "plain_words",
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
    const auto agreement = agreement_for(call.services, *service, *mailbox, alert, call.now);
    auto consented = std::move(*invitation.message).consent(std::move(alert), agreement.receipt);
    if (!consented) return error_reply(call, consented.error());
    const auto id = invitation.stored.handed_over.id;
    auto sealed = seal_agreement(call.services, std::move(*consented), *mailbox, id, invitation.stored.lock);
    if (!sealed) return error_reply(call, sealed.error());
    return Act{id.bytes,
               [id, now = call.now, sealed = std::move(*sealed), late = already_answered(call),
                receipt = receipt_page(call, *service, agreement)](storage::Transaction& transaction) {
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
    const auto closes_on = forms::long_date(invitation.stored.handed_over.closes_on);
    return read_about(
        invitation.stored.handed_over.id,
        plain_page(call, "Vous décidez plus tard",
                   {"Rien n’est envoyé et rien n’a changé. Gardez votre carte : le code marche jusqu’au " +
                        closes_on + " inclus. Après, le message est détruit.",
                    "Personne ne vous relancera."}));
}

Answer see_held_data(const Call& call, const RecognisedInvitation& invitation) {
    auto held = held_data_about(call.services, invitation.stored, call.now);
    if (!held) return error_reply(call, held.error());
    held->path = path_of(call);
    held->code = call.form.value("code");
    held->can_still_answer = invitation.message.has_value();
    return read_about(invitation.stored.handed_over.id,
                      page_reply(call, "Mes données", "held_data", forms::held_data_data(*held)));
}

}  // namespace

Answer show_invitation_entry(const Call& call) {
    const auto typed = call.query.value("repere");
    std::vector<FieldError> errors;
    if (call.query.has("repere")) {
        const auto locator = read_locator(typed);
        if (locator) return see_other("/i/" + shown_locator(*locator));
        errors.push_back(
            {"repere", "locator", "Le repère compte 13 chiffres et lettres. Relisez-le sur la carte."});
    }
    return page_reply(call, "Vous avez reçu une carte\u00A0?", "invitation_entry",
                      forms::invitation_entry_data(typed, errors), errors);
}

Answer show_code_form(const Call& call) {
    return code_page(call, {});
}

Answer answer_invitation(const Call& call) {
    auto invitation = recognise(call);
    if (!invitation) return not_recognised(call, invitation.error());
    if (!invitation->message) return see_held_data(call, *invitation);
    const auto answer = call.form.value("answer");
    if (answer == "review") return review(call, *invitation);
    if (answer == "send") return send(call, std::move(*invitation));
    if (answer == "refuse") return refuse(call, *invitation);
    if (answer == "later") return leave_it(call, *invitation);
    if (answer == "data") return see_held_data(call, *invitation);
    return see_message(call, *invitation);
}

Answer withdraw_agreement(const Call& call) {
    const auto invitation = recognise(call);
    if (!invitation) return not_recognised(call, invitation.error());
    const auto id = invitation->stored.handed_over.id;
    const auto nothing_sent =
        plain_page(call, "Il n’y a rien à retirer", {"Avec ce code, rien n’a été envoyé."});
    const auto before =
        plain_page(call, "Votre accord est retiré",
                   {"Le message n’était pas encore remis. Il est annulé : personne ne l’a lu."});
    const auto after = plain_page(call, "Votre accord est retiré",
                                  {"Le message avait été remis au service. Le service ne peut plus l’ouvrir "
                                   "et voit que vous avez retiré votre accord.",
                                   "Ce qu’un médecin a déjà noté suit les règles du dossier médical."});
    return Act{id.bytes, [=, now = call.now](storage::Transaction& transaction) {
                   const auto receipt = storage::find_receipt_of(transaction, id);
                   if (!receipt) return nothing_sent;
                   const auto terms = parse_receipt(receipt->canonical).value();
                   const storage::Mailbox mailbox{transaction, MailboxScope::for_job(receipt->oh_service)};
                   const bool delivered = mailbox.find(terms.alert).has_value();
                   storage::withdraw_receipt(transaction, receipt->id, now);
                   storage::cancel_alert(transaction, terms.alert, now);
                   return delivered ? after : before;
               }};
}

}  // namespace prevenance::api
