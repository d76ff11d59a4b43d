#include "api/endpoints/my_account.h"

#include "api/account_secrets.h"
#include "api/error_reply.h"
#include "api/new_accounts.h"
#include "api/page_reply.h"
#include "api/passkeys.h"
#include "api/person_keys.h"
#include "api/services.h"
#include "api/sessions.h"
#include "api/sign_in_attempts.h"
#include "forms/account_form.h"
#include "forms/field_reader.h"
#include "forms/my_account_page.h"
#include "integrations/member_keys.h"
#include "storage/accounts.h"
#include "storage/throttle.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using Errors = std::vector<FieldError>;
using Words = Sensitive<std::string>;

constexpr Days key_validity{365};

std::vector<forms::PasskeyLine> passkey_lines(const Call& call) {
    std::vector<forms::PasskeyLine> lines;
    for (const auto& passkey : passkeys_of(call, call.scope().account)) {
        const auto label = open_passkey_label(call.services, passkey);
        lines.push_back({passkey.id, label ? label->reveal() : "", passkey.added_at, passkey.last_used_at});
    }
    return lines;
}

forms::MyAccountView view_of(const Call& call) {
    forms::MyAccountView view;
    view.display_name = call.who->display_name;
    view.role = forms::role_in_french(call.scope().role);
    view.address_takes_passkeys = passkey_site(call.services.settings).has_value();
    view.holds_keys = holds_member_keys(call.scope().role);
    view.may_have_api_keys = call.scope().role == Role::referent;
    call.services.cases.read([&](const storage::Reader& reader) {
        const storage::Accounts accounts{reader};
        for (const auto& session : accounts.sessions_of(call.scope().account))
            view.sessions.push_back({session_name(call.services, session.token_hash), session.browser,
                                     session.signed_in_at, session.last_seen_at,
                                     session.token_hash == session_hash(call)});
        for (const auto& key : accounts.api_keys_of(call.scope().account))
            view.api_keys.push_back(
                {KeyId{key.id}, key.label, key.created_at, key.expires_on, key.revoked_at.has_value()});
        return true;
    });
    view.passkeys = passkey_lines(call);
    return view;
}

Reply my_account_page(const Call& call, const Errors& errors) {
    auto view = view_of(call);
    view.api_key_label = call.form.value("label");
    view.errors = errors;
    return page_reply(call, "Mon compte", "my_account", forms::my_account_data(view), errors);
}

// Where the password of a new account is replaced, and nothing else can be done.
Reply password_page(const Call& call, const Errors& errors) {
    return page_reply(call, "Choisissez votre mot de passe", "own_password",
                      forms::own_password_data(call.who->has_first_password, errors), errors);
}

storage::AccountRecord own_account(const Call& call) {
    return call.services.cases
        .read([&](const storage::Reader& reader) {
            return storage::Accounts{reader}.find(call.scope().account);
        })
        .value();
}

// A member's own keys, wrapped under the new password; nothing for who has none.
Result<std::optional<Bytes>> rewrapped_keys(const Call& call, const storage::AccountRecord& account,
                                            const integrations::SecretKey& old_key,
                                            const integrations::SecretKey& new_key) {
    using integrations::MemberKeys;
    if (!account.member_keys) return std::nullopt;
    const auto keys = MemberKeys::open_with_password(*account.member_keys, old_key, account.id);
    if (!keys) return std::unexpected(keys.error());
    return keys->wrap_under_password(new_key, account.id, call.services.randomness);
}

Answer with_new_password(const Call& call, const storage::AccountRecord& account,
                         const integrations::SecretKey& old_key) {
    const auto made = call.services.passwords.set(account.id, Words{call.form.value("new_password")},
                                                  call.services.randomness);
    if (!made) return error_reply(call, made.error());
    const auto keys = rewrapped_keys(call, account, old_key, made->key_encryption_key);
    if (!keys) return error_reply(call, keys.error());
    return Act{account.id.bytes,
               [id = account.id, before = account.password, record = encode_password(made->record),
                keys = *keys, subject = attempts_by_account(call.services, account.id),
                changed_meanwhile =
                    error_reply(call, {ErrorCode::conflict, {}, {}})](storage::Transaction& transaction) {
                   const auto now = storage::Accounts{transaction}.find(id);
                   if (!now || now->password != before) return changed_meanwhile;
                   storage::forget_failures(transaction, subject);
                   storage::Accounts::set_password(transaction, id, record, keys);
                   return see_other("/connexion", "mot-de-passe");
               }};
}

}  // namespace

Answer show_my_account(const Call& call) {
    return my_account_page(call, {});
}

Answer show_password_form(const Call& call) {
    return password_page(call, {});
}

Answer change_password(const Call& call) {
    // A session left open must not become a place to guess the password.
    const auto subject = attempts_by_account(call.services, call.scope().account);
    if (must_wait(call, subject)) return error_reply(call, {ErrorCode::too_many_attempts, {}, {}});
    const auto account = own_account(call);
    auto errors = new_password_errors(call, account);
    const auto old_key = call.services.passwords.verify(account.id, decode_password(account.password),
                                                        Words{call.form.value("current_password")});
    if (!old_key && old_key.error().code == ErrorCode::unavailable) return error_reply(call, old_key.error());
    if (!old_key) {
        count_failed_attempt(call, subject);
        errors.insert(errors.begin(),
                      {"current_password", "wrong", "Ce n’est pas votre mot de passe actuel."});
    }
    if (call.who->has_first_password &&
        call.form.value("new_password") == call.form.value("current_password"))
        errors.push_back({"new_password", "handed_over",
                          "C’est le mot de passe qu’on vous a remis. Choisissez-en un autre."});
    if (!errors.empty())
        return call.who->has_first_password ? password_page(call, errors) : my_account_page(call, errors);
    return with_new_password(call, account, *old_key);
}

Answer end_session(const Call& call) {
    const auto asked = call.id_in_path<KeyId>("session");
    const auto missing = error_reply(call, {ErrorCode::not_found, {}, {}});
    if (!asked) return missing;
    const auto sessions = call.services.cases.read([&](const storage::Reader& reader) {
        return storage::Accounts{reader}.sessions_of(call.scope().account);
    });
    const auto found = std::ranges::find_if(sessions, [&](const storage::SessionRecord& session) {
        return session_name(call.services, session.token_hash) == *asked;
    });
    if (found == sessions.end()) return missing;
    return Act{call.scope().account.bytes, [hash = found->token_hash](storage::Transaction& transaction) {
                   storage::Accounts::end_session(transaction, hash);
                   return see_other("/mon-compte", "session-terminee");
               }};
}

Answer end_other_sessions(const Call& call) {
    const auto account = call.scope().account;
    return Act{account.bytes, [account, kept = session_hash(call)](storage::Transaction& transaction) {
                   storage::Accounts::end_other_sessions_of(transaction, account, kept);
                   return see_other("/mon-compte", "sessions-terminees");
               }};
}

Answer add_api_key(const Call& call) {
    forms::FieldReader reader{call.form};
    const auto label = reader.required_text(
        "label", 80, "Dites à quoi servira cette clé\u00A0: logiciel de paie, par exemple.");
    if (!reader.errors().empty()) return my_account_page(call, reader.take_errors());
    const auto key = draw_api_key(call.services);
    const storage::ApiKeyRecord record{call.services.randomness.new_id<KeyId>().bytes,
                                       call.scope().account,
                                       api_key_hash(call.services, key),
                                       label,
                                       call.now,
                                       call.today() + key_validity,
                                       std::nullopt};
    return Act{record.id,
               [record, shown = page_reply(call, "Votre clé d’accès", "new_api_key",
                                           forms::new_api_key_data({Words{key}, label, record.expires_on,
                                                                    call.services.settings.public_address}))](
                   storage::Transaction& transaction) {
                   storage::Accounts::add_api_key(transaction, record);
                   return shown;
               }};
}

Answer revoke_api_key(const Call& call) {
    const auto id = call.id_in_path<KeyId>("key");
    if (!id) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto missing = error_reply(call, {ErrorCode::not_found, {}, {}});
    return Act{id->bytes, [id = *id, account = call.scope().account, now = call.now,
                           missing](storage::Transaction& transaction) {
                   const auto own = storage::Accounts{transaction}.api_keys_of(account);
                   if (std::ranges::find(own, id.bytes, &storage::ApiKeyRecord::id) == own.end())
                       return missing;
                   storage::Accounts::revoke_api_key(transaction, id.bytes, now);
                   return see_other("/mon-compte", "cle-retiree");
               }};
}

}  // namespace prevenance::api
