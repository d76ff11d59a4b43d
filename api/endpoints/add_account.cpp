#include "api/endpoints/add_account.h"

#include "api/endpoints/show_accounts.h"
#include "api/error_reply.h"
#include "api/new_accounts.h"
#include "api/page_reply.h"
#include "api/services.h"

namespace prevenance::api {
namespace {

Reply form_page(const Call& call, const std::vector<FieldError>& errors) {
    return page_reply(call, "Ajouter un compte", "administration_form",
                      forms::account_form_data(known_organisations(call), call.form, errors), errors);
}

Reply entrance_page(const Call& call, const IssuedAccount& account) {
    return page_reply(call, "Le compte est créé", "entrance",
                      forms::entrance_data({account.login.reveal(), account.password, account.totp_seed,
                                            account.enrolment_uri}));
}

}  // namespace

Answer show_account_form(const Call& call) {
    return form_page(call, {});
}

Answer add_account(const Call& call) {
    const auto asked = forms::read_account_form(call.form);
    if (!asked) return form_page(call, asked.error().fields);
    const auto issued = issue_account(call.services, *asked, std::nullopt, call.now);
    if (!issued && issued.error().code == ErrorCode::invalid) return form_page(call, issued.error().fields);
    if (!issued) return error_reply(call, issued.error());
    return Act{issued->record.id.bytes,
               [account = *issued, shown = entrance_page(call, *issued),
                taken = error_reply(call, {ErrorCode::conflict, "Cet identifiant vient d’être pris.", {}})](
                   storage::Transaction& transaction) {
                   return store_account(transaction, account) ? shown : taken;
               }};
}

}  // namespace prevenance::api
