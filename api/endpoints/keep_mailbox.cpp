#include "api/endpoints/keep_mailbox.h"

#include "api/error_reply.h"
#include "api/mailbox_members.h"
#include "api/mailbox_news.h"
#include "api/mailboxes.h"
#include "api/page_reply.h"
#include "api/sessions.h"
#include "forms/mailbox_page.h"
#include "storage/accounts.h"
#include "storage/organisations.h"
#include "storage/outbox.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr const char* members_path = "/boite/membres";

OhServiceId service_of(const Call& call) {
    return call.mailbox().oh_service();
}

forms::MembersView::Standing standing_of(const Call& call, const MailboxStanding& mailbox,
                                         const std::vector<AccountId>& waiting) {
    using enum forms::MembersView::Standing;
    if (mailbox.is_member) return member;
    return std::ranges::find(waiting, call.scope().account) == waiting.end() ? stranger : applied;
}

Reply members_page(const Call& call, const std::vector<FieldError>& errors) {
    const auto mailbox = mailbox_standing(call);
    const auto waiting = applicants(call.services, service_of(call));
    forms::MembersView view;
    view.standing = standing_of(call, mailbox, waiting);
    for (const auto& id : mailbox.members)
        view.members.push_back({name_of(call.services, id), id == call.scope().account, id.text(),
                                is_closed(call.services, id)});
    for (const auto& id : waiting) view.applicants.push_back({id.text(), name_of(call.services, id)});
    if (const auto trusted = trusted_key_of(call.services, service_of(call)))
        view.fingerprint = fingerprint_words(call.services, trusted->fingerprint());
    view.news = key_news_view(call, mailbox);
    view.errors = errors;
    return page_reply(call, "Membres de la boîte", "mailbox_members", forms::members_data(view), errors);
}

// The one who came second at the same moment is told so; nothing of theirs is kept.
Act append_in_act(const Call& call, MailboxChange change, const std::string& path, std::string_view done) {
    auto taken =
        error_reply(call, {ErrorCode::conflict, "Un ou une collègue vient de changer la boîte.", {}});
    return Act{change.member.bytes,
               [service = service_of(call), change = std::move(change), reply = see_other(path, done),
                taken = std::move(taken)](storage::Transaction& transaction) {
                   try {
                       append(transaction, service, change);
                   } catch (const storage::ConstraintViolated&) {
                       return taken;
                   }
                   return reply;
               }};
}

}  // namespace

Answer show_founding(const Call& call) {
    if (mailbox_standing(call).is_founded) return see_other(members_path);
    const auto service = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Organisations{reader}.oh_service(service_of(call));
    });
    if (!service) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return page_reply(call, "Ouvrir la boîte du service", "mailbox_founding",
                      forms::founding_data(service->name));
}

Answer found_mailbox(const Call& call) {
    const auto keys = open_member_keys(call.services, *call.who);
    if (!keys) return error_reply(call, keys.error());
    auto change = found_mailbox_for(call.services, service_of(call), {call.scope().account, *keys}, call.now);
    if (!change) return error_reply(call, change.error());
    return append_in_act(call, std::move(*change), members_path, "boite-ouverte");
}

Answer show_members(const Call& call) {
    if (!mailbox_standing(call).is_founded) return see_other("/boite/ouvrir");
    const auto news = key_news_of(call.services, service_of(call));
    if (!news.trouble.empty() && !news.announced) return error_reply(call, {ErrorCode::forbidden, news.trouble, {}});
    return members_page(call, {});
}

Answer apply_to_mailbox(const Call& call) {
    const auto mailbox = mailbox_standing(call);
    if (!mailbox.is_founded) return see_other("/boite/ouvrir");
    if (mailbox.is_member)
        return error_reply(call, {ErrorCode::conflict, "Vous êtes déjà membre de la boîte.", {}});
    const auto keys = open_member_keys(call.services, *call.who);
    if (!keys) return error_reply(call, keys.error());
    auto application = application_of(call.services, service_of(call), {call.scope().account, *keys});
    return Act{call.scope().account.bytes,
               [service = service_of(call), account = call.scope().account,
                application = std::move(application), now = call.now,
                reply = see_other(members_path, "boite-demande")](storage::Transaction& transaction) {
                   apply(transaction, service, account, application, now);
                   return reply;
               }};
}

Answer admit_to_mailbox(const Call& call) {
    const auto newcomer = AccountId::parse(call.form.value("account"));
    const auto waiting = applicants(call.services, service_of(call));
    if (!newcomer || std::ranges::find(waiting, *newcomer) == waiting.end())
        return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto keys = open_member_keys(call.services, *call.who);
    if (!keys) return error_reply(call, keys.error());
    auto change = admit(call.services, service_of(call), {call.scope().account, *keys}, *newcomer, call.now);
    if (!change) return error_reply(call, change.error());
    return append_in_act(call, std::move(*change), members_path, "boite-membre");
}

Answer take_out_of_mailbox(const Call& call) {
    const auto mailbox = mailbox_standing(call);
    const auto leaver = AccountId::parse(call.form.value("account"));
    if (!leaver) return members_page(call, {{"account", "missing", "Choisissez la personne à retirer."}});
    if (!mailbox.is_member || std::ranges::find(mailbox.members, *leaver) == mailbox.members.end())
        return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto keys = open_member_keys(call.services, *call.who);
    if (!keys) return error_reply(call, keys.error());
    const auto departure = take_out(call.services, service_of(call), {call.scope().account, *keys},
                                    {*leaver, call.form.has("revoke")}, call.now);
    if (!departure) return error_reply(call, departure.error());
    return Act{leaver->bytes,
               [&services = call.services, service = service_of(call), departure = *departure, now = call.now,
                reply = see_other(members_path, "boite-retrait"),
                taken = error_reply(call, {ErrorCode::conflict, "Un ou une collègue vient de changer la boîte.", {}})](
                   storage::Transaction& transaction) {
                   try {
                       append(transaction, service, departure);
                   } catch (const storage::ConstraintViolated&) {
                       return taken;
                   }
                   for (const auto& member : storage::Accounts{transaction}.members_of(service))
                       storage::queue_notice(transaction, services.randomness.new_id<OutboxId>(), member.id, now);
                   return reply;
               }};
}

}  // namespace prevenance::api
