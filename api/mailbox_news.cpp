#include "api/mailbox_news.h"

#include "api/mailboxes.h"
#include "api/services.h"
#include "api/sessions.h"
#include "storage/accounts.h"

namespace prevenance::api {
namespace {

std::optional<storage::AccountRecord> account_of(const Services& services, AccountId id) {
    return services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(id); });
}

}  // namespace

forms::KeyNewsView key_news_view(const Call& call, const MailboxStanding& mailbox) {
    const auto news = key_news_of(call.services, call.mailbox().oh_service());
    forms::KeyNewsView view;
    view.trouble = news.trouble;
    if (news.announced)
        view.announced = forms::KeyAnnouncement{
            news.announced->announced_at, name_of(call.services, news.announced->announced_by),
            news.announced->usable_from, fingerprint_words(call.services, news.announced->fingerprint)};
    for (const auto& member : mailbox.members)
        if (is_closed(call.services, member)) view.closed.push_back(name_of(call.services, member));
    return view;
}

std::string name_of(const Services& services, AccountId id) {
    const auto account = account_of(services, id);
    if (!account) return {};
    const auto profile = open_profile(services, *account);
    return profile ? profile->display_name.reveal() : std::string{};
}

bool is_closed(const Services& services, AccountId id) {
    const auto account = account_of(services, id);
    return !account || account->disabled_at.has_value();
}

}  // namespace prevenance::api
