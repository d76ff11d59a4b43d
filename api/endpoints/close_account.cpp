#include "api/endpoints/close_account.h"

#include "api/endpoints/show_accounts.h"
#include "api/error_reply.h"
#include "api/new_accounts.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "api/sessions.h"
#include "storage/accounts.h"
#include "storage/passkeys.h"

namespace prevenance::api {
namespace {

// An open account of somebody else. The own one is closed by a colleague, so that one always remains.
std::optional<storage::AccountRecord> account_of(const Call& call) {
    const auto id = call.id_in_path<AccountId>("account");
    if (!id || *id == call.scope().account) return std::nullopt;
    auto account = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(*id); });
    if (!account || account->disabled_at) return std::nullopt;
    return account;
}

Reply entrance_page(const Call& call, const std::string& login, const IssuedSecondFactor& issued) {
    return page_reply(call, "Le code du téléphone est remplacé", "entrance",
                      forms::entrance_data({login, std::nullopt, issued.totp_seed, issued.enrolment_uri}));
}

}  // namespace

Answer close_account(const Call& call) {
    const auto account = account_of(call);
    if (!account) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return Act{account->id.bytes, [id = account->id, now = call.now](storage::Transaction& transaction) {
                   storage::Accounts::disable(transaction, id, now);
                   return see_other("/administration", "compte-ferme");
               }};
}

Answer reset_second_factor(const Call& call) {
    const auto account = account_of(call);
    if (!account) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto profile = open_profile(call.services, *account);
    const auto issued = issue_second_factor(call.services, *account);
    if (!profile || !issued) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return Act{account->id.bytes, [id = account->id, sealed = issued->sealed,
                                   shown = entrance_page(call, profile->login.reveal(), *issued)](
                                      storage::Transaction& transaction) {
                   storage::Accounts::set_totp(transaction, id, sealed);
                   storage::Passkeys::remove_all(transaction, id);  // whoever found the telephone has them too
                   return shown;
               }};
}

}  // namespace prevenance::api
