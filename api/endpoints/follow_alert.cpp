#include "api/endpoints/follow_alert.h"

#include "api/alert_screen.h"
#include "api/case_screen.h"
#include "api/error_reply.h"
#include "api/opened_alert.h"
#include "api/page_reply.h"
#include "forms/alert_page.h"
#include "forms/follow_up_form.h"
#include "storage/service_cases.h"

namespace prevenance::api {
namespace {

using storage::Transaction;

std::string path_of(AlertId id) {
    return "/boite/" + id.text();
}

Date received_on(const OpenedAlert& opened) {
    return in_paris(*opened.record.delivered_at).date;
}

Reply hidden_screen(const Call& call, const storage::AlertRecord& record, const std::string& because) {
    const bool ended = record.withdrawn_at || because == "receipt_expired";
    const auto* title = ended ? "Cette alerte n’est plus montrée" : "Cette alerte est mise à l’écart";
    const forms::HiddenAlertView view{*record.delivered_at, record.receipt.text(), record.withdrawn_at,
                                      because};
    return page_reply(call, title, "hidden_alert", forms::hidden_alert_data(view));
}

Answer show_hidden(const Call& call, const HiddenAlert& hidden) {
    return read_about(hidden.record.id,
                      hidden_screen(call, hidden.record, hidden.record.quarantined_because.value_or("")));
}

// Set aside for good: an envelope that failed once is not tried again until somebody looks.
Answer set_aside(const Call& call, const FaultyAlert& faulty) {
    const std::string because{integrations::quarantine_code(faulty.reason)};
    return Act{faulty.record.id.bytes,
               [scope = call.mailbox(), id = faulty.record.id, because,
                reply = hidden_screen(call, faulty.record, because)](Transaction& transaction) {
                   storage::Mailbox{transaction, scope}.quarantine(transaction, id, because);
                   return reply;
               }};
}

// The agreement may have been withdrawn while the page was made: then the page does not leave.
Answer show_opened(const Call& call, OpenedAlert opened) {
    const auto id = opened.record.id;
    if (!opened.record.first_read_at) opened.record.first_read_at = call.now;
    auto withdrawn = error_reply(call, {ErrorCode::conflict, "La personne vient de retirer son accord.", {}});
    return Act{id.bytes, [scope = call.mailbox(), id, by = call.scope().account, now = call.now,
                          reply = alert_screen(call, opened), withdrawn](Transaction& transaction) {
                   const storage::Mailbox mailbox{transaction, scope};
                   const auto record = mailbox.find(id);
                   if (!record || record->withdrawn_at) return withdrawn;
                   mailbox.mark_read(transaction, id, by, now);
                   return reply;
               }};
}

using Note = std::function<bool(Transaction&, const storage::Mailbox&)>;

// The page again, with what was typed, where somebody else noted something since the form was made.
Reply stale_screen(const Call& call, const OpenedAlert& opened) {
    auto reply = alert_screen(
        call, opened,
        {{"contenu", "stale",
          "Une autre personne vient d’agir sur ce dossier. Rien n’est enregistré. Lisez où il en "
          "est, puis envoyez de nouveau votre saisie si elle est encore juste."}});
    reply.status = http_status(ErrorCode::conflict);
    return reply;
}

// A form without a version was made before there were any.
bool is_stale(Transaction& transaction, MailboxScope scope, AlertId id, const std::string& version) {
    if (version.empty()) return false;
    const auto record = storage::ServiceCases{transaction, scope}.find(id);
    return record && version_of(*record) != version;
}

// Writes `note` where the alert may still be acted on; `refused` says why not where the note itself is
// refused.
Answer note_about(const Call& call, const OpenedAlert& opened, std::string_view done,
                  const std::string& refused, Note note) {
    const auto id = opened.record.id;
    return Act{id.bytes, [scope = call.mailbox(), id, note = std::move(note),
                          version = call.form.value("version"), reply = see_other(path_of(id), done),
                          refusal = error_reply(call, {ErrorCode::conflict, refused, {}}),
                          stale = stale_screen(call, opened)](Transaction& transaction) {
                   const storage::Mailbox mailbox{transaction, scope};
                   if (!may_still_act(mailbox, id)) return refusal;
                   if (is_stale(transaction, scope, id, version)) return stale;
                   if (!note(transaction, mailbox)) return refusal;
                   return reply;
               }};
}

}  // namespace

Answer show_alert(const Call& call) {
    auto opening = open_alert(call);
    if (!opening) return error_reply(call, opening.error());
    if (const auto* hidden = std::get_if<HiddenAlert>(&*opening)) return show_hidden(call, *hidden);
    if (const auto* faulty = std::get_if<FaultyAlert>(&*opening)) return set_aside(call, *faulty);
    return show_opened(call, std::get<OpenedAlert>(std::move(*opening)));
}

Answer confirm_agreement(const Call& call) {
    const auto opened = open_alert_to_act(call);
    if (!opened) return error_reply(call, opened.error());
    const auto talked_on = forms::read_confirmation(call.form, received_on(*opened), call.today());
    if (!talked_on) return alert_screen(call, *opened, talked_on.error().fields);
    const auto at = *talked_on == call.today() ? call.now : Instant{*talked_on};
    return note_about(
        call, *opened, "voix", "L’accord est déjà confirmé, ou vient d’être retiré.",
        [id = opened->record.id, by = call.scope().account, at](auto& transaction, const auto& mailbox) {
            return mailbox.confirm(transaction, id, by, at);
        });
}

Answer plan_visit(const Call& call) {
    const auto opened = open_alert_to_act(call);
    if (!opened) return error_reply(call, opened.error());
    if (!opened->record.confirmed_at) return error_reply(call, {ErrorCode::conflict, unconfirmed_words, {}});
    const auto visit = forms::read_planned_visit(call.form, call.today());
    if (!visit) return alert_screen(call, *opened, visit.error().fields);
    return note_about(call, *opened, "visite-prevue", unconfirmed_words,
                      [id = opened->record.id, visit = *visit](auto& transaction, const auto& mailbox) {
                          return mailbox.plan_visit(transaction, id, visit.kind, visit.on);
                      });
}

Answer record_visit(const Call& call) {
    const auto opened = open_alert_to_act(call);
    if (!opened) return error_reply(call, opened.error());
    const std::string unplanned = "Aucune visite n’est prévue. Notez d’abord la visite prévue.";
    if (!opened->record.visit_on) return error_reply(call, {ErrorCode::conflict, unplanned, {}});
    const auto held_on = forms::read_held_visit(call.form, received_on(*opened), call.today());
    if (!held_on) return alert_screen(call, *opened, held_on.error().fields);
    return note_about(call, *opened, "visite-faite", unplanned,
                      [scope = call.mailbox(), record = opened->record, on = *held_on](auto& transaction,
                                                                                       const auto& mailbox) {
                          if (!mailbox.record_visit(transaction, record.id, on)) return false;
                          storage::ServiceCases{transaction, scope}.note_visit(
                              transaction, record.id,
                              {record.visit_kind.value_or("other"), *record.visit_on, "held", on});
                          return true;
                      });
}

Answer close_alert(const Call& call) {
    const auto opened = open_alert_to_act(call);
    if (!opened) return error_reply(call, opened.error());
    return note_about(
        call, *opened, "alerte-close",
        "Ce dossier est déjà clos, l’accord vient d’être retiré, ou un accompagnement est en cours\u00a0: "
        "notez d’abord la sortie.",
        [scope = call.mailbox(), id = opened->record.id, now = call.now](auto& transaction,
                                                                         const auto& mailbox) {
            const auto record = storage::ServiceCases{transaction, scope}.find(id);
            if (record && record->line.dates.entered_on && !record->line.dates.left_on) return false;
            mailbox.close(transaction, id, now);
            return true;
        });
}

}  // namespace prevenance::api
