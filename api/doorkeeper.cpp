#include "api/doorkeeper.h"

#include "api/error_reply.h"
#include "api/services.h"
#include "integrations/session_secret.h"

namespace prevenance::api {
namespace {

// Browsers say where a request comes from; a client that is no browser says nothing, and has no cookie that
// another site could abuse.
bool comes_from_here(const Call& call) {
    const auto site = call.request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") return false;
    const auto origin = call.request.header("origin");
    return origin.empty() || origin == call.services.settings.public_address;
}

bool has_form_token(const Call& call) {
    if (!call.who || call.who->session_secret.empty()) return false;
    const std::string cookie{call.who->session_secret.begin(), call.who->session_secret.end()};
    const auto secret = integrations::SessionSecret::parse(cookie);
    return secret && secret->has_form_token(call.form.value("form_token"));
}

std::optional<Error> refuse_forgery(const Call& call, const Route& route) {
    switch (route.forgery) {
        case ForgeryRule::reads_only: return std::nullopt;
        case ForgeryRule::same_origin:
            if (!comes_from_here(call)) return Error{ErrorCode::forbidden, "Ce formulaire ne vient pas de ce site.", {}};
            return std::nullopt;
        case ForgeryRule::form_token:
            if (!comes_from_here(call) || !has_form_token(call))
                return Error{ErrorCode::forbidden,
                             "Ce formulaire est trop ancien ou ne vient pas de ce site. Rechargez la page et recommencez.",
                             {}};
            return std::nullopt;
        case ForgeryRule::api_key:
            if (call.who && !call.who->session_secret.empty())
                return Error{ErrorCode::unauthenticated, "Cette adresse demande une clé d’accès, pas une session.", {}};
            if (call.request.method == "POST" && call.request.header("idempotency-key").empty())
                return Error{ErrorCode::malformed,
                             "L’en-tête Idempotency-Key manque. Donnez à chaque demande une clé unique : "
                             "une répétition aura alors le même effet.",
                             {}};
            if (call.request.header("idempotency-key").size() > 200)
                return Error{ErrorCode::malformed, "L’en-tête Idempotency-Key est trop long : 200 caractères au plus.", {}};
            return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Reply> refuse_without_route(const Call& call, const RouteMatch& found) {
    if (found.route != nullptr) return std::nullopt;
    if (found.allowed.empty()) return error_reply(call, {ErrorCode::not_found, {}, {}});
    auto reply = error_reply(call, {ErrorCode::not_found, "Cette adresse n’accepte pas cette méthode.", {}});
    reply.status = 405;
    reply.headers.emplace_back("Allow", found.allowed);
    return reply;
}

Result<forms::PostedForm> read_body(const Route& route, const Request& request) {
    if (request.body.size() > route.body_limit)
        return fail(ErrorCode::too_large, "Cette demande dépasse " + std::to_string(route.body_limit / 1024) + " Kio.");
    const auto type = request.header("content-type");
    const bool wants_json = route.face() == Face::json;
    if (type.starts_with("application/json") && wants_json) return forms::PostedForm::parse_json(request.body);
    // A program sends a file as it is; other addresses have no use for one.
    if (wants_json && route.takes_file() && type.starts_with("text/csv"))
        return forms::PostedForm::of_file("file", request.body);
    if (wants_json && !type.starts_with("multipart/form-data"))
        return fail(ErrorCode::unsupported_media, "Cette adresse attend du JSON (Content-Type : application/json).");
    if (request.body.empty() && !wants_json) return forms::PostedForm{};
    return forms::PostedForm::parse(type, request.body);
}

std::optional<TurnedAway> refuse_stranger(const Call& call, const Route& route) {
    const TurnedAway no_right{RefusalKind::right, {ErrorCode::forbidden, {}, {}}};
    if (route.roles.demands_sign_in() && !route.roles.includes(call.who->scope.role)) return no_right;
    // A program with a key cannot show who it is, and asking it to would tell that the address is there.
    if (route.proof == Proof::fresh && call.who->session_secret.empty()) return no_right;
    if (auto forged = refuse_forgery(call, route)) return TurnedAway{RefusalKind::forgery, std::move(*forged)};
    return std::nullopt;
}

}  // namespace prevenance::api
