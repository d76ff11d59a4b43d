#include "api/resumed_form.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/services.h"

namespace prevenance::api {
namespace {

constexpr std::string_view carried = "resume.";

// Only a path of this site: an address of elsewhere would make the sign-in page a trap.
bool is_path_of_this_site(std::string_view path) {
    return path.size() > 1 && path.starts_with('/') && !path.starts_with("//") &&
           path.find('\\') == std::string_view::npos;
}

std::string asked_address(const Call& call) {
    const auto& query = call.request.query;
    return query.empty() ? call.request.path : call.request.path + "?" + query;
}

}  // namespace

Reply ask_to_sign_in(const Call& call, const Route& route) {
    if (call.face == Face::json) {
        auto reply =
            error_reply(call, {ErrorCode::unauthenticated, "Donnez votre clé : Authorization: Bearer pv_…", {}});
        reply.headers.emplace_back("WWW-Authenticate", "Bearer");
        return reply;
    }
    if (route.method == "GET") return see_other("/connexion?vers=" + forms::encode_percent(call.request.path));
    forms::SignInView view;
    view.way = way_of(call, route);
    auto reply = page_reply(call, "Par sécurité, reconnectez-vous", "sign_in", forms::sign_in_data(view));
    reply.status = 401;
    return reply;
}

forms::CarriedWay carried_way(const Call& call) {
    forms::CarriedWay way;
    way.go_to = call.form.has("go_to") ? call.form.value("go_to") : call.query.value("vers");
    way.resume_path = call.form.value("resume_path");
    for (const auto& [name, values] : call.form.fields())
        if (name.starts_with(carried))
            for (const auto& value : values) way.resume_fields.emplace_back(name.substr(carried.size()), value);
    return way;
}

forms::CarriedWay way_of(const Call& call, const Route& route) {
    if (route.method == "GET") return {asked_address(call), {}, {}};
    forms::CarriedWay way;
    way.resume_path = call.request.path;
    for (const auto& [name, values] : call.form.fields()) {
        if (name == "form_token" || name == "submission_key") continue;
        for (const auto& value : values) way.resume_fields.emplace_back(name, value);
    }
    return way;
}

Reply lead_on(const Call& call, const forms::CarriedWay& way, Role role, const std::string& form_token,
              std::string_view otherwise) {
    if (!is_path_of_this_site(way.resume_path))
        return see_other(is_path_of_this_site(way.go_to) ? way.go_to : std::string{otherwise});
    auto frame = page_frame(call, "Reprendre où vous en étiez");
    frame.role = role;
    frame.form_token = form_token;
    Reply reply;
    reply.body = forms::page(call.services.templates, frame, "resume_form",
                             forms::resumed_form_data(way.resume_path, way.resume_fields));
    return reply;
}

}  // namespace prevenance::api
