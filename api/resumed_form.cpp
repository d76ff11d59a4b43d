#include "api/resumed_form.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "forms/sign_in_page.h"

namespace prevenance::api {

Reply ask_to_sign_in(const Call& call, const Route& route) {
    if (call.face == Face::json) {
        auto reply = error_reply(call, {ErrorCode::unauthenticated, "Donnez votre clé : Authorization: Bearer pv_…", {}});
        reply.headers.emplace_back("WWW-Authenticate", "Bearer");
        return reply;
    }
    if (route.method == "GET") return see_other("/connexion?vers=" + forms::encode_percent(call.request.path));
    forms::SignInView view;
    view.resume_path = call.request.path;
    for (const auto& [name, values] : call.form.fields()) {
        if (name == "form_token" || name == "submission_key") continue;
        for (const auto& value : values) view.resume_fields.emplace_back(name, value);
    }
    auto reply = page_reply(call, "Par sécurité, reconnectez-vous", "sign_in", forms::sign_in_data(view));
    reply.status = 401;
    return reply;
}

}  // namespace prevenance::api
