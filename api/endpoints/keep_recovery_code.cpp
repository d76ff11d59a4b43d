#include "api/endpoints/keep_recovery_code.h"

#include "api/error_reply.h"
#include "api/mailboxes.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "forms/recovery_page.h"
#include "integrations/recovery_code.h"
#include "storage/recovery.h"

namespace prevenance::api {
namespace {

using integrations::MemberKeys;
using integrations::RecoveryCode;

constexpr const char* title = "Votre code de secours";

storage::MemberRecovery recovery_of(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::member_recovery(reader, call.scope().account);
    });
}

Reply check_page(const Call& call, const std::vector<FieldError>& errors) {
    return page_reply(call, "Retaper le code de secours", "recovery_code",
                      forms::recovery_code_data(std::nullopt, call.who->display_name, errors), errors);
}

FieldError other_code() {
    return {"recovery_code", "code_wrong",
            "Ce n’est pas le code de la dernière page imprimée. Relisez-le, ou créez-en un autre."};
}

}  // namespace

Answer show_recovery(const Call& call) {
    const auto recovery = recovery_of(call);
    return page_reply(call, title, "recovery",
                      forms::recovery_data({recovery.verified_at, recovery.pending.has_value()}));
}

Answer make_recovery_code(const Call& call) {
    const auto keys = open_member_keys(call.services, *call.who);
    if (!keys) return error_reply(call, keys.error());
    const auto code = RecoveryCode::draw(call.services.randomness);
    const auto account = call.scope().account;
    return Act{
        account.bytes,
        [account, now = call.now, wrapped = keys->wrap_for_recovery(code, account, call.services.randomness),
         shown = page_reply(call, title, "recovery_code",
                            forms::recovery_code_data(code.shown(), call.who->display_name, {}))](
            storage::Transaction& transaction) {
            storage::offer_recovery(transaction, account, wrapped, now);
            return shown;
        }};
}

Answer show_recovery_check(const Call& call) {
    if (!recovery_of(call).pending) return see_other("/mon-compte/code-de-secours");
    return check_page(call, {});
}

Answer verify_recovery_code(const Call& call) {
    const auto pending = recovery_of(call).pending;
    if (!pending) return see_other("/mon-compte/code-de-secours");
    const auto code = RecoveryCode::parse(Sensitive<std::string>{call.form.value("recovery_code")});
    if (!code) return check_page(call, code.error().fields);
    const auto account = call.scope().account;
    if (!MemberKeys::open_with_recovery(*pending, *code, account)) return check_page(call, {other_code()});
    return Act{account.bytes, [account, now = call.now, pending = *pending,
                               replaced = error_reply(call, {ErrorCode::conflict, {}, {}})](
                                  storage::Transaction& transaction) {
                   if (!storage::verify_recovery(transaction, account, pending, now)) return replaced;
                   return see_other("/mon-compte/code-de-secours", "code-de-secours");
               }};
}

}  // namespace prevenance::api
