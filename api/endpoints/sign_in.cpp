#include "api/endpoints/sign_in.h"

#include "api/account_secrets.h"
#include "api/answer_doubts.h"
#include "api/browser_kind.h"
#include "api/error_reply.h"
#include "api/first_password.h"
#include "api/page_reply.h"
#include "api/response_headers.h"
#include "api/resumed_form.h"
#include "api/second_factor.h"
#include "api/services.h"
#include "api/sessions.h"
#include "api/sign_in_attempts.h"
#include "forms/passkey_page.h"
#include "integrations/member_keys.h"
#include "storage/accounts.h"
#include "storage/answer_doubts.h"
#include "storage/throttle.h"

namespace prevenance::api {
namespace {

using integrations::SessionSecret;
using storage::AccountRecord;

std::string first_page_of(Role role) {
    switch (role) {
        case Role::manager:
        case Role::referent: return "/a-faire";
        case Role::physician:
        case Role::cell_member: return "/boite";
        case Role::network_analyst: return "/chiffres";
        case Role::administrator: return "/administration";
    }
    return "/";
}

Reply sign_in_page(const Call& call, std::vector<FieldError> errors) {
    forms::SignInView view;
    view.login = call.form.value("login");
    view.way = carried_way(call);
    view.errors = errors;
    return page_reply(call, "Se connecter", "sign_in", forms::sign_in_data(view), std::move(errors));
}

// The member's keys; nothing for who has none.
std::optional<integrations::MemberKeys> own_keys(const AccountRecord& account, const integrations::SecretKey& password_key) {
    if (!account.member_keys) return std::nullopt;
    auto keys = integrations::MemberKeys::open_with_password(*account.member_keys, password_key, account.id);
    if (!keys) return std::nullopt;
    return std::move(*keys);
}

// One sentence for a wrong name, a wrong password and a wrong code: which one it was helps only a guesser.
Reply refused(const Call& call) {
    return sign_in_page(call, {{"login", "wrong", "L’identifiant, le mot de passe ou le code ne va pas. Vérifiez et recommencez."}});
}

// Told only to whoever gave it, and the second factor with it.
Reply first_password_over(const Call& call) {
    return sign_in_page(call, {{"login", "first_password_over",
                                "Le mot de passe qu’on vous a remis valait sept jours\u00A0: il ne vaut plus. Demandez à "
                                "l’administrateur un papier avec un code, puis choisissez un nouveau mot de passe."}});
}

bool leaves_code_empty(const Call& call) {
    return call.form.value("totp").empty();
}

Reply welcome(const Call& call, const AccountRecord& account, const SessionSecret& secret) {
    auto reply = lead_on(call, carried_way(call), account.role, secret.form_token(), first_page_of(account.role));
    reply.headers.push_back(session_cookie(call.services.settings, secret));
    if (entry_secret(call)) reply.headers.push_back(ended_entry_cookie(call.services.settings));
    return reply;
}

storage::SessionRecord new_session(const Call& call, const AccountRecord& account, const SessionSecret& secret,
                                   std::optional<Bytes> sealed_member_key) {
    return {secret.stored_hash(),         account.id, call.now, call.now,
            std::move(sealed_member_key), call.now,   browser_kind(call.request.header("user-agent"))};
}

// Both factors were right. Whatever session this browser had is over: its secret may have been planted.
Answer let_in(const Call& call, const AccountRecord& account, const SecondFactor& shown, const SessionSecret& secret,
              storage::SessionRecord session) {
    const auto before = call.who && call.face == Face::page ? std::optional{session_hash(call)} : std::nullopt;
    return Act{account.id.bytes,
               [session = std::move(session), shown, before, row = account.password,
                subject = attempts_by_login(call.services, account.login_index), employer = account.employer,
                network = network_of(call),
                reply = welcome(call, account, secret), refusal = refused(call),
                over = first_password_over(call)](storage::Transaction& transaction) {
                   const auto now = storage::Accounts{transaction}.find(session.account);
                   if (!now || now->disabled_at || now->password != row) return refusal;
                   if (!use_second_factor(transaction, session.account, shown, session.signed_in_at)) return refusal;
                   if (is_over(*now, session.signed_in_at)) return over;
                   storage::forget_failures(transaction, subject);
                   if (before) storage::Accounts::end_session(transaction, *before);
                   storage::Accounts::start_session(transaction, session);
                   if (employer) storage::remember_network(transaction, *employer, network, session.signed_in_at);
                   return reply;
               }};
}

// The password was right and a passkey is to follow. The member's keys wait for it, wrapped for a cookie that
// opens no page.
Reply ask_for_key(const Call& call, const AccountRecord& account, const std::optional<integrations::MemberKeys>& keys,
                  const std::vector<storage::PasskeyRecord>& known) {
    const auto secret = SessionSecret::draw(call.services.randomness);
    std::optional<Bytes> sealed;
    if (keys) sealed = keys->wrap_for_session(secret, account.id, call.services.randomness);
    const auto question = ask_for_passkey(
        call, {storage::PasskeyPurpose::sign_in, secret.stored_hash(), account.id, std::move(sealed)}, known);
    auto reply = page_reply(call, "Votre clé de sécurité", "passkey_sign_in",
                            forms::passkey_sign_in_data(question, carried_way(call)));
    reply.headers.push_back(entry_cookie(call.services.settings, secret));
    allow_own_script(reply);
    return reply;
}

std::optional<AccountRecord> account_behind(const Call& call, AccountId id) {
    return call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(id); });
}

// At the first sign-in after the pepper or the cost changed, the only moment at which the password is known.
// Before the second factor, because a passkey answers in a later request, which no longer has the password.
void keep_under_todays_pepper(const Call& call, AccountRecord& account, const integrations::SecretKey& old_key) {
    const auto renewed = renewed_password(call.services, account,
                                          Sensitive<std::string>{call.form.value("password")}, old_key);
    if (!renewed) return;
    call.services.cases.write([&](storage::Transaction& transaction) {
        storage::Accounts::renew_password(transaction, account.id, renewed->before, renewed->record,
                                          renewed->member_keys);
        call.services.audit.record(transaction, {call.now, account.id, "account.renew_password", std::nullopt});
    });
    account.password = renewed->record;
    account.member_keys = renewed->member_keys;
}

// What a passkey step that failed looks like: the sign-in page again, because its challenge is used up.
Reply key_refused(const Call& call) {
    auto reply = sign_in_page(call, {{"login", "passkey", "La clé de sécurité n’a pas été reconnue, ou la page est trop "
                                                          "ancienne. Recommencez."}});
    reply.headers.push_back(ended_entry_cookie(call.services.settings));
    return reply;
}

std::optional<Bytes> keys_for_session(const Call& call, const storage::ChallengeRecord& entry,
                                      const SessionSecret& entry_secret, const SessionSecret& secret) {
    if (!entry.sealed_member_key) return std::nullopt;
    const auto keys =
        integrations::MemberKeys::open_in_session(*entry.sealed_member_key, entry_secret, entry.account);
    if (!keys) return std::nullopt;
    return keys->wrap_for_session(secret, entry.account, call.services.randomness);
}

}  // namespace

Answer show_home(const Call& call) {
    if (call.who) return see_other(first_page_of(call.scope().role));
    return page_reply(call, "Prévenance", "home", {});
}

Answer show_sign_in(const Call& call) { return sign_in_page(call, {}); }

// Password, then code or passkey. An unknown name, a wrong password and a wrong code take the same steps.
Answer sign_in(const Call& call) {
    const auto index = login_index(call.services, call.form.value("login"));
    const auto subject = attempts_by_login(call.services, index);
    if (must_wait(call, subject)) return error_reply(call, {ErrorCode::too_many_attempts, {}, {}});

    auto account = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find_by_login(index); });
    const auto key = check_password(call, account);
    if (!key && key.error().code == ErrorCode::unavailable) return error_reply(call, key.error());
    const auto keys = key ? own_keys(*account, *key) : std::nullopt;
    if (key) keep_under_todays_pepper(call, *account, *key);
    if (key && leaves_code_empty(call) && passkey_site(call.services.settings))
        if (const auto known = passkeys_of(call, account->id); !known.empty())
            return ask_for_key(call, *account, keys, known);
    const auto shown = key ? check_code(call, *account) : Result<SecondFactor>{fail(ErrorCode::unauthenticated)};
    if (!shown) {
        count_failed_attempt(call, subject);
        return refused(call);
    }
    const auto secret = SessionSecret::draw(call.services.randomness);
    std::optional<Bytes> sealed;
    if (keys) sealed = keys->wrap_for_session(secret, account->id, call.services.randomness);
    return let_in(call, *account, *shown, secret, new_session(call, *account, secret, std::move(sealed)));
}

Answer sign_in_with_key(const Call& call) {
    const auto entered = entry_secret(call);
    const auto entry = entered ? take_challenge(call, storage::PasskeyPurpose::sign_in, entered->stored_hash())
                               : std::nullopt;
    const auto account = entry ? account_behind(call, entry->account) : std::nullopt;
    const auto subject = attempts_by_login(call.services, account ? ByteView{account->login_index} : ByteView{});
    if (must_wait(call, subject)) return error_reply(call, {ErrorCode::too_many_attempts, {}, {}});
    if (!account) return key_refused(call);
    const auto proved = check_passkey(call, *entry);
    if (!proved) {
        count_failed_attempt(call, subject);
        return key_refused(call);
    }
    const auto secret = SessionSecret::draw(call.services.randomness);
    return let_in(call, *account, SecondFactor{*proved, std::nullopt}, secret,
                  new_session(call, *account, secret, keys_for_session(call, *entry, *entered, secret)));
}

Answer sign_out(const Call& call) {
    auto reply = see_other("/");
    reply.headers.push_back(ended_session_cookie(call.services.settings));
    return Act{call.scope().account.bytes, [hash = session_hash(call), reply](storage::Transaction& transaction) {
                   storage::Accounts::end_session(transaction, hash);
                   return reply;
               }};
}

}  // namespace prevenance::api
