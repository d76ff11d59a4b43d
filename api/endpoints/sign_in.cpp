#include "api/endpoints/sign_in.h"

#include "api/account_secrets.h"
#include "api/answer_doubts.h"
#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/services.h"
#include "api/sessions.h"
#include "forms/sign_in_page.h"
#include "integrations/member_keys.h"
#include "integrations/totp.h"
#include "storage/accounts.h"
#include "storage/answer_doubts.h"
#include "storage/throttle.h"

namespace prevenance::api {
namespace {

using storage::AccountRecord;

constexpr int attempts_per_address = 20;
constexpr std::chrono::minutes address_window{1};

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

// Only a path of this site: an address of elsewhere would make the sign-in page a trap.
bool is_path_of_this_site(std::string_view path) {
    return path.size() > 1 && path.starts_with('/') && !path.starts_with("//") &&
           path.find('\\') == std::string_view::npos;
}

std::vector<std::pair<std::string, std::string>> resumed_fields(const forms::PostedForm& form) {
    constexpr std::string_view prefix = "resume.";
    std::vector<std::pair<std::string, std::string>> fields;
    for (const auto& [name, values] : form.fields())
        if (name.starts_with(prefix))
            for (const auto& value : values) fields.emplace_back(name.substr(prefix.size()), value);
    return fields;
}

Reply sign_in_page(const Call& call, std::vector<FieldError> errors) {
    forms::SignInView view;
    view.login = call.form.value("login");
    view.go_to = call.form.has("go_to") ? call.form.value("go_to") : call.query.value("vers");
    view.resume_path = call.form.value("resume_path");
    view.resume_fields = resumed_fields(call.form);
    view.errors = errors;
    return page_reply(call, "Se connecter", "sign_in", forms::sign_in_data(view), std::move(errors));
}

// One sentence for a wrong name, a wrong password and a wrong code: which one it was helps only a guesser.
Reply refused(const Call& call) {
    return sign_in_page(call, {{"login", "wrong", "L’identifiant, le mot de passe ou le code ne va pas. Vérifiez et recommencez."}});
}

Digest throttle_subject(const Call& call, std::string_view kind, std::string_view what) {
    return call.services.keyed_hash(bytes_of("throttle " + std::string{kind} + "\n" + std::string{what}));
}

bool must_wait(const Call& call, const Digest& login_subject) {
    const auto address = throttle_subject(call, "address", call.request.client_address);
    return call.services.cases.write([&](storage::Transaction& transaction) {
        const bool counted =
            storage::count_use(transaction, address, attempts_per_address, address_window, call.now);
        return !counted || storage::next_attempt_at(transaction, login_subject, call.now) > call.now;
    });
}

void count_failure(const Call& call, const Digest& login_subject) {
    call.services.cases.write(
        [&](storage::Transaction& transaction) { storage::count_failure(transaction, login_subject, call.now); });
}

struct Passed {
    integrations::SecretKey key_encryption_key;
    std::optional<std::uint64_t> totp_step;
};

// Password, then code. The same hash is computed for a name that nobody has.
Result<Passed> check(const Call& call, const std::optional<AccountRecord>& account) {
    auto& services = call.services;
    const auto record = account ? decode_password(account->password) : std::nullopt;
    const Sensitive<std::string> password{call.form.value("password")};
    auto key = services.passwords.verify(record, password);
    if (!key) return std::unexpected(key.error());
    if (!account || account->disabled_at) return fail(ErrorCode::unauthenticated);
    if (!needs_second_factor(account->role)) return Passed{std::move(*key), std::nullopt};
    const auto seed = open_totp_seed(services, *account);
    if (!seed) return fail(ErrorCode::unauthenticated);
    const auto step = seed->matching_step(call.form.value("totp"), call.now,
                                          static_cast<std::uint64_t>(account->totp_last_step));
    if (!step) return fail(ErrorCode::unauthenticated);
    return Passed{std::move(*key), step};
}

// The member's keys, wrapped again so that only this session's cookie opens them.
std::optional<Bytes> keys_for_session(const Call& call, const AccountRecord& account, const Passed& passed,
                                      const integrations::SessionSecret& secret) {
    if (!account.member_keys) return std::nullopt;
    const auto keys =
        integrations::MemberKeys::open_with_password(*account.member_keys, passed.key_encryption_key, account.id);
    if (!keys) return std::nullopt;
    return keys->wrap_for_session(secret, account.id, call.services.randomness);
}

Reply welcome(const Call& call, const AccountRecord& account, const integrations::SessionSecret& secret) {
    const auto resume_path = call.form.value("resume_path");
    const auto go_to = call.form.value("go_to");
    Reply reply = see_other(is_path_of_this_site(go_to) ? go_to : first_page_of(account.role));
    if (is_path_of_this_site(resume_path)) {
        auto frame = page_frame(call, "Reprendre où vous en étiez");
        frame.role = account.role;
        frame.form_token = secret.form_token();
        reply = Reply{};
        reply.body = forms::page(call.services.templates, frame, "resume_form",
                                 forms::resumed_form_data(resume_path, resumed_fields(call.form)));
    }
    reply.headers.push_back(session_cookie(call.services.settings, secret));
    return reply;
}

}  // namespace

Answer show_home(const Call& call) {
    if (call.who) return see_other(first_page_of(call.scope().role));
    return page_reply(call, "Prévenance", "home", {});
}

Answer show_sign_in(const Call& call) { return sign_in_page(call, {}); }

Answer sign_in(const Call& call) {
    const auto index = login_index(call.services, call.form.value("login"));
    const auto subject = throttle_subject(call, "login", text_of(index));
    if (must_wait(call, subject)) return error_reply(call, {ErrorCode::too_many_attempts, {}, {}});

    const auto account = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find_by_login(index); });
    auto passed = check(call, account);
    if (!passed && passed.error().code == ErrorCode::unavailable) return error_reply(call, passed.error());
    if (!passed) {
        count_failure(call, subject);
        return refused(call);
    }

    const auto secret = integrations::SessionSecret::draw(call.services.randomness);
    const storage::SessionRecord session{secret.stored_hash(), account->id, call.now, call.now,
                                         keys_for_session(call, *account, *passed, secret)};
    return Act{account->id.bytes,
               [session, step = passed->totp_step, subject, employer = account->employer, network = network_of(call),
                reply = welcome(call, *account, secret), refusal = refused(call)](storage::Transaction& transaction) {
                   if (step && !storage::Accounts::use_totp_step(transaction, session.account,
                                                                 static_cast<std::int64_t>(*step)))
                       return refusal;
                   storage::forget_failures(transaction, subject);
                   storage::Accounts::start_session(transaction, session);
                   if (employer) storage::remember_network(transaction, *employer, network, session.signed_in_at);
                   return reply;
               }};
}

Answer sign_out(const Call& call) {
    Digest hash{};
    std::copy(call.who->token_hash.begin(), call.who->token_hash.end(), hash.begin());
    auto reply = see_other("/");
    reply.headers.push_back(ended_session_cookie(call.services.settings));
    return Act{call.scope().account.bytes, [hash, reply](storage::Transaction& transaction) {
                   storage::Accounts::end_session(transaction, hash);
                   return reply;
               }};
}

}  // namespace prevenance::api
