#include "api/endpoints/reset_password.h"

#include "api/account_secrets.h"
#include "api/address_throttle.h"
#include "api/error_reply.h"
#include "api/new_accounts.h"
#include "api/page_reply.h"
#include "api/refusals.h"
#include "api/services.h"
#include "api/sessions.h"
#include "forms/recovery_page.h"
#include "integrations/invitation_code.h"
#include "integrations/member_keys.h"
#include "integrations/recovery_code.h"
#include "storage/accounts.h"
#include "storage/mailboxes.h"
#include "storage/recovery.h"
#include "storage/throttle.h"

namespace prevenance::api {
namespace {

using integrations::InvitationCode;
using integrations::MemberKeys;
using storage::AccountRecord;
using Errors = std::vector<FieldError>;
using Words = Sensitive<std::string>;

constexpr std::chrono::hours validity{24};
constexpr int most_wrong_codes = 5;

Reply form_page(const Call& call, const Errors& errors) {
    return page_reply(call, "Choisir un nouveau mot de passe", "new_password",
                      forms::new_password_data(call.form, errors), errors);
}

// One sentence for a name, a code and a second factor that do not go together: which one it was helps a
// guesser.
FieldError does_not_fit() {
    return {"login", "wrong",
            "L’identifiant, le code du papier ou celui du téléphone ne va pas. Vérifiez et recommencez. "
            "Après cinq "
            "codes faux, il faut un autre papier."};
}

Digest guessing_subject(const Call& call) {
    return call.services.keyed_hash(bytes_of(
        "throttle reset\n" + std::string{text_of(login_index(call.services, call.form.value("login")))}));
}

bool must_wait(const Call& call) {
    return call.services.cases.read([&](const storage::Reader& reader) {
        return storage::next_attempt_at(reader, guessing_subject(call), call.now) > call.now;
    });
}

struct Allowed {
    AccountRecord account;
    Bytes code;
    std::uint64_t totp_step = 0;
};

void count_wrong(const Call& call, const std::optional<AccountRecord>& account) {
    note_wrong_secret(call, guessing_subject(call));
    call.services.cases.write([&](storage::Transaction& transaction) {
        storage::count_failure(transaction, guessing_subject(call), call.now);
        if (account && storage::count_wrong_reset_code(transaction, account->id) >= most_wrong_codes)
            storage::end_password_reset(transaction, account->id);
    });
}

// The account whose paper, code and telephone these are.
// The same hash is computed where there is no such account or paper.
Result<Allowed> allowed(const Call& call, const std::optional<AccountRecord>& account,
                        const InvitationCode& code) {
    const auto reset = call.services.cases.read([&](const storage::Reader& reader) {
        return account ? storage::find_password_reset(reader, account->id) : std::nullopt;
    });
    const auto shown =
        call.services.passwords.verify(account ? account->id : AccountId{},
                                       reset ? decode_password(reset->code) : std::nullopt, code.shown());
    if (!shown) return std::unexpected(shown.error());
    if (account->disabled_at || reset->expires_at <= call.now || reset->wrong_codes >= most_wrong_codes)
        return fail(ErrorCode::unauthenticated);
    const auto seed = open_totp_seed(call.services, *account);
    if (!seed) return fail(ErrorCode::unauthenticated);
    const auto step = seed->matching_step(call.form.value("totp"), call.now,
                                          static_cast<std::uint64_t>(account->totp_last_step));
    if (!step) return fail(ErrorCode::unauthenticated);
    return Allowed{*account, reset->code, *step};
}

// What becomes of a member's own keys: kept with the recovery code, or drawn anew.
struct Keys {
    std::optional<MemberKeys> keys;
    bool are_new = false;
};

FieldError not_the_code() {
    return {"recovery_code", "code_wrong",
            "Ce n’est pas le code de secours de ce compte. Relisez-le, ou cochez que vous ne l’avez plus."};
}

std::optional<FieldError> open_with_code(const Call& call, AccountId account, Keys& keys) {
    const auto code = integrations::RecoveryCode::parse(Words{call.form.value("recovery_code")});
    if (!code) return code.error().fields.front();
    const auto wrapped =
        call.services.cases
            .read([&](const storage::Reader& reader) { return storage::member_recovery(reader, account); })
            .wrapped;
    if (!wrapped) return not_the_code();
    auto opened = MemberKeys::open_with_recovery(*wrapped, *code, account);
    if (!opened) return not_the_code();
    keys.keys = std::move(*opened);
    return std::nullopt;
}

std::optional<FieldError> keys_of(const Call& call, const AccountRecord& account, Keys& keys) {
    if (!account.member_keys) return std::nullopt;
    if (!call.form.value("recovery_code").empty()) return open_with_code(call, account.id, keys);
    if (!call.form.has("without_recovery"))
        return FieldError{"recovery_code", "missing",
                          "Donnez votre code de secours, ou cochez que vous ne l’avez plus."};
    keys.keys = MemberKeys::draw(call.services.randomness);
    keys.are_new = true;
    return std::nullopt;
}

// What lies in the way of the new keys: shares sealed to the old ones, and the code that opened them.
void forget_old_keys(storage::Transaction& transaction, const AccountRecord& account) {
    storage::forget_recovery(transaction, account.id);
    if (account.oh_service) storage::forget_mailbox_keys(transaction, *account.oh_service, account.id);
}

Answer with_new_password(const Call& call, const Allowed& allowed, const Keys& keys) {
    const auto made = call.services.passwords.set(allowed.account.id, Words{call.form.value("new_password")},
                                                  call.services.randomness);
    if (!made) return error_reply(call, made.error());
    std::optional<Bytes> wrapped;
    if (keys.keys)
        wrapped = keys.keys->wrap_under_password(made->key_encryption_key, allowed.account.id,
                                                 call.services.randomness);
    return Act{
        allowed.account.id.bytes,
        [account = allowed.account, code = allowed.code, step = allowed.totp_step, wrapped,
         record = encode_password(made->record), keys_are_new = keys.are_new,
         subject = guessing_subject(call),
         refused = form_page(call, {does_not_fit()})](storage::Transaction& transaction) {
            const auto reset = storage::find_password_reset(transaction, account.id);
            if (!reset || reset->code != code) return refused;
            if (!storage::Accounts::use_totp_step(transaction, account.id, static_cast<std::int64_t>(step)))
                return refused;
            storage::end_password_reset(transaction, account.id);
            storage::forget_failures(transaction, subject);
            storage::Accounts::set_password(transaction, account.id, record, wrapped);
            if (keys_are_new) forget_old_keys(transaction, account);
            return see_other("/connexion", keys_are_new ? "nouvelles-cles" : "mot-de-passe");
        }};
}

}  // namespace

Answer start_password_reset(const Call& call) {
    const auto id = call.id_in_path<AccountId>("account");
    if (!id || *id == call.scope().account) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto account = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(*id); });
    if (!account || account->disabled_at) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto profile = open_profile(call.services, *account);
    if (!profile) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto code = InvitationCode::draw(call.services.randomness);
    // A code of 60 bits is kept like a password: salted, slow, under the pepper.
    const auto kept = call.services.passwords.set(account->id, code.shown(), call.services.randomness);
    if (!kept) return error_reply(call, kept.error());
    const forms::ResetSlipView slip{profile->display_name.reveal(), profile->login.reveal(), code.shown(),
                                    call.services.settings.public_address + "/nouveau-mot-de-passe",
                                    call.now + validity};
    return Act{account->id.bytes,
               [id = account->id, kept = encode_password(kept->record), now = call.now,
                shown = page_reply(call, "Un nouveau mot de passe", "password_reset_slip",
                                   forms::reset_slip_data(slip))](storage::Transaction& transaction) {
                   storage::start_password_reset(transaction, id, kept, now, now + validity);
                   return shown;
               }};
}

Answer show_new_password(const Call& call) {
    return form_page(call, {});
}

Answer set_new_password(const Call& call) {
    if (must_wait(call)) return error_reply(call, {ErrorCode::too_many_attempts, {}, {}});
    const auto code = InvitationCode::parse(Words{call.form.value("code")});
    if (!code) return form_page(call, code.error().fields);
    const auto index = login_index(call.services, call.form.value("login"));
    const auto account = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find_by_login(index); });
    const auto passed = allowed(call, account, *code);
    if (!passed && passed.error().code == ErrorCode::unavailable) return error_reply(call, passed.error());
    if (!passed) {
        count_wrong(call, account);
        return form_page(call, {does_not_fit()});
    }
    auto errors = new_password_errors(call, passed->account);
    Keys keys;
    if (auto error = keys_of(call, passed->account, keys)) errors.push_back(std::move(*error));
    if (!errors.empty()) return form_page(call, errors);
    return with_new_password(call, *passed, keys);
}

}  // namespace prevenance::api
