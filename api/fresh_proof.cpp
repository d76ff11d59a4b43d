#include "api/fresh_proof.h"

#include "api/page_reply.h"
#include "api/passkeys.h"
#include "api/response_headers.h"
#include "api/resumed_form.h"
#include "api/services.h"
#include "api/sessions.h"

namespace prevenance::api {
namespace {

constexpr std::chrono::minutes freshness{10};

}  // namespace

bool is_freshly_proved(const SignedIn& who, Instant now) {
    return who.proved_at <= now && now - who.proved_at <= freshness;
}

Reply ask_for_proof(const Call& call, const Route& route) {
    if (route.method == "GET")
        return see_other("/mon-compte/preuve?vers=" + forms::encode_percent(way_of(call, route).go_to));
    auto reply = proof_page(call, way_of(call, route), {});
    reply.status = 401;
    return reply;
}

Reply proof_page(const Call& call, const forms::CarriedWay& way, std::vector<FieldError> errors) {
    forms::ProofView view;
    view.way = way;
    view.errors = errors;
    const auto known = passkeys_of(call, call.scope().account);
    if (!known.empty() && passkey_site(call.services.settings))
        view.question = ask_for_passkey(
            call, {storage::PasskeyPurpose::prove, session_hash(call), call.scope().account, {}}, known);
    auto reply =
        page_reply(call, "Confirmez que c’est vous", "proof", forms::proof_data(view), std::move(errors));
    if (view.question) allow_own_script(reply);
    return reply;
}

}  // namespace prevenance::api
