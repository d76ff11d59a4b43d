#include "api/endpoints/prove_identity.h"

#include "api/error_reply.h"
#include "api/fresh_proof.h"
#include "api/passkeys.h"
#include "api/resumed_form.h"
#include "api/second_factor.h"
#include "api/services.h"
#include "api/sessions.h"
#include "api/sign_in_attempts.h"
#include "forms/passkey_form.h"
#include "integrations/member_keys.h"
#include "storage/accounts.h"
#include "storage/throttle.h"

namespace prevenance::api {
namespace {

Reply refused(const Call& call) {
    if (forms::has_passkey_answer(call.form))
        return proof_page(call, carried_way(call),
                          {{"password", "passkey",
                            "La clé de sécurité n’a pas été reconnue. Recommencez, ou prenez "
                            "le mot de passe et le code."}});
    return proof_page(
        call, carried_way(call),
        {{"password", "wrong", "Le mot de passe ou le code ne va pas. Vérifiez et recommencez."}});
}

Result<SecondFactor> passkey_proof(const Call& call) {
    const auto challenge = take_challenge(call, storage::PasskeyPurpose::prove, session_hash(call));
    if (!challenge || challenge->account != call.scope().account) return fail(ErrorCode::unauthenticated);
    const auto proved = check_passkey(call, *challenge);
    if (!proved) return std::unexpected(proved.error());
    return SecondFactor{*proved, std::nullopt};
}

Result<SecondFactor> code_proof(const Call& call) {
    const auto account = call.services.cases.read(
        [&](const storage::Reader& reader) { return storage::Accounts{reader}.find(call.scope().account); });
    const auto passed = check_password(call, account);
    if (!passed) return std::unexpected(passed.error());
    return check_code(call, *account);
}

// The session goes on, with the same start and so the same end, under a secret nobody has seen before.
storage::SessionRecord renewed(const Call& call, const integrations::SessionSecret& secret) {
    auto session = session_record(call);
    if (session.sealed_member_key) {
        const auto keys = integrations::MemberKeys::open_in_session(*session.sealed_member_key,
                                                                    session_secret(call), session.account);
        session.sealed_member_key =
            keys ? std::optional{keys->wrap_for_session(secret, session.account, call.services.randomness)}
                 : std::nullopt;
    }
    session.token_hash = secret.stored_hash();
    session.last_seen_at = call.now;
    session.proved_at = call.now;
    return session;
}

}  // namespace

Answer show_proof(const Call& call) {
    return proof_page(call, carried_way(call), {});
}

Answer prove_identity(const Call& call) {
    const auto subject = attempts_by_account(call.services, call.scope().account);
    if (must_wait(call, subject)) return error_reply(call, {ErrorCode::too_many_attempts, {}, {}});
    const auto proof = forms::has_passkey_answer(call.form) ? passkey_proof(call) : code_proof(call);
    if (!proof && proof.error().code == ErrorCode::unavailable) return error_reply(call, proof.error());
    if (!proof) {
        count_failed_attempt(call, subject);
        return refused(call);
    }
    const auto secret = integrations::SessionSecret::draw(call.services.randomness);
    auto reply = lead_on(call, carried_way(call), call.scope().role, secret.form_token(), "/mon-compte");
    reply.headers.push_back(session_cookie(call.services.settings, secret));
    return Act{
        call.scope().account.bytes,
        [before = session_hash(call), session = renewed(call, secret), proof = *proof, subject, reply,
         late = error_reply(call, {ErrorCode::unauthenticated, {}, {}})](storage::Transaction& transaction) {
            if (!use_second_factor(transaction, session.account, proof, session.proved_at)) return late;
            storage::forget_failures(transaction, subject);
            return storage::Accounts::renew_session(transaction, before, session) ? reply : late;
        }};
}

}  // namespace prevenance::api
