#include "api/endpoints/keep_passkeys.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/passkeys.h"
#include "api/person_keys.h"
#include "api/response_headers.h"
#include "api/services.h"
#include "api/sessions.h"
#include "forms/field_reader.h"
#include "forms/passkey_form.h"
#include "integrations/passkeys.h"
#include "storage/accounts.h"

#include <algorithm>

namespace prevenance::api {
namespace {

constexpr std::size_t most_passkeys = 10;
constexpr auto no_answer =
    "La clé n’a pas été reconnue, ou la page est trop ancienne. Recommencez. Sans JavaScript, gardez le code "
    "à 6 "
    "chiffres.";

storage::AccountRecord own_account(const Call& call) {
    return call.services.cases
        .read([&](const storage::Reader& reader) {
            return storage::Accounts{reader}.find(call.scope().account);
        })
        .value();
}

Error without_name() {
    return {ErrorCode::not_found, "À cette adresse, les navigateurs n’acceptent pas de clé de sécurité.", {}};
}

Reply new_passkey_page(const Call& call, std::vector<FieldError> errors) {
    const auto profile = open_profile(call.services, own_account(call));
    if (!profile) return error_reply(call, profile.error());
    forms::NewPasskeyView view;
    view.question = ask_for_passkey(
        call, {storage::PasskeyPurpose::register_key, session_hash(call), call.scope().account, {}},
        passkeys_of(call, call.scope().account));
    view.user_id = integrations::to_base64url(call.scope().account.bytes);
    view.login = profile->login.reveal();
    view.display_name = profile->display_name.reveal();
    view.label = call.form.value("label");
    view.errors = errors;
    auto reply = page_reply(call, "Ajouter une clé de sécurité", "new_passkey", forms::new_passkey_data(view),
                            std::move(errors));
    allow_own_script(reply);
    return reply;
}

// The challenge is used up by any answer, right or wrong.
Result<PasskeyCredential> made_credential(const Call& call, const PasskeySite& site) {
    const auto challenge = take_challenge(call, storage::PasskeyPurpose::register_key, session_hash(call));
    const auto registration = forms::read_passkey_registration(call.form);
    if (!challenge || !registration || challenge->account != call.scope().account)
        return fail(ErrorCode::unauthenticated);
    return integrations::read_registration(site, challenge->challenge, *registration);
}

Result<storage::PasskeyRecord> new_record(const Call& call, PasskeyCredential credential,
                                          const std::string& label) {
    const auto key = find_person_key(call.services, call.scope().account.bytes);
    if (!key) return std::unexpected(key.error());
    storage::PasskeyRecord record;
    record.id = call.services.randomness.new_id<PasskeyId>();
    record.account = call.scope().account;
    record.credential = std::move(credential);
    record.sealed_label = seal_passkey_label(call.services, *key, record.id, Sensitive<std::string>{label});
    record.added_at = call.now;
    return record;
}

}  // namespace

Answer show_new_passkey(const Call& call) {
    if (!passkey_site(call.services.settings)) return error_reply(call, without_name());
    return new_passkey_page(call, {});
}

Answer add_passkey(const Call& call) {
    const auto site = passkey_site(call.services.settings);
    if (!site) return error_reply(call, without_name());
    forms::FieldReader reader{call.form};
    const auto label =
        reader.required_text("label", 80, "Donnez un nom à cette clé, pour la reconnaître plus tard.");
    const auto credential = made_credential(call, *site);
    if (!credential) reader.refuse("label", "passkey", no_answer);
    if (passkeys_of(call, call.scope().account).size() >= most_passkeys)
        reader.refuse("label", "too_many", "Dix clés au plus. Retirez-en une d’abord.");
    if (!reader.errors().empty()) return new_passkey_page(call, reader.take_errors());
    const auto record = new_record(call, *credential, label);
    if (!record) return error_reply(call, record.error());
    const Error taken{ErrorCode::conflict, "Cette clé est déjà enregistrée.", {}};
    return Act{record->account.bytes,
               [record = *record, refusal = error_reply(call, taken)](storage::Transaction& transaction) {
                   if (!storage::Passkeys::add(transaction, record)) return refusal;
                   return see_other("/connexion", "cle-ajoutee");
               }};
}

Answer remove_passkey(const Call& call) {
    const auto id = call.id_in_path<PasskeyId>("passkey");
    const auto missing = error_reply(call, {ErrorCode::not_found, {}, {}});
    if (!id) return missing;
    const Error last{ErrorCode::conflict,
                     "C’est votre dernier moyen d’entrer après le mot de passe. Ajoutez-en un autre d’abord.",
                     {}};
    return Act{call.scope().account.bytes,
               [id = *id, account = call.scope().account, missing,
                refusal = error_reply(call, last)](storage::Transaction& transaction) {
                   const auto own = storage::Passkeys{transaction}.of(account);
                   if (std::ranges::find(own, id, &storage::PasskeyRecord::id) == own.end()) return missing;
                   const auto row = storage::Accounts{transaction}.find(account);
                   if (own.size() == 1 && !row->sealed_totp) return refusal;
                   storage::Passkeys::remove(transaction, account, id);
                   return see_other("/connexion", "cle-de-securite-retiree");
               }};
}

}  // namespace prevenance::api
