#include "api/endpoints/show_open_data.h"

#include "api/error_reply.h"
#include "api/network_dashboard.h"
#include "api/published.h"
#include "api/services.h"
#include "domain/hexadecimal.h"
#include "forms/open_data.h"
#include "integrations/digest.h"

namespace prevenance::api {
namespace {

std::optional<storage::Publication> asked_publication(const Call& call) {
    const auto id = call.id_in_path<PublicationId>("publication");
    return id ? unaltered_release(call.services, *id) : std::nullopt;
}

std::string digest_words(const std::string& body) {
    return hexadecimal(integrations::digest_of(bytes_of(body)));
}

// `*`, or a list with this tag; a weak tag of it is as good for reading.
bool is_known(std::string_view if_none_match, const std::string& tag) {
    return if_none_match == "*" || if_none_match.find(tag) != std::string_view::npos;
}

Reply release(const Call& call, std::string media_type, std::string body) {
    const auto tag = "\"" + digest_words(body).substr(0, 32) + "\"";
    Reply reply{200, std::move(media_type), std::move(body), {}};
    if (is_known(call.request.header("if-none-match"), tag)) reply = {304, reply.media_type, {}, {}};
    reply.headers.emplace_back("ETag", tag);
    reply.headers.emplace_back("Cache-Control", "public, max-age=3600");
    reply.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    return reply;
}

Reply not_there(const Call& call) {
    return error_reply(call, {ErrorCode::not_found, {}, {}});
}

}  // namespace

Answer show_open_data_package(const Call& call) {
    const auto publication = asked_publication(call);
    if (!publication) return not_there(call);
    const auto figures = figures_of(*publication);
    const auto csv = forms::open_data_csv(figures, publication->definitions);
    return release(
        call, "application/json",
        forms::open_data_package(figures, {publication->id.text(), csv,
                                           call.services.settings.public_address, publication->definitions}));
}

Answer show_open_data_csv(const Call& call) {
    const auto publication = asked_publication(call);
    if (!publication) return not_there(call);
    return release(call, "text/csv; charset=utf-8",
                   forms::open_data_csv(figures_of(*publication), publication->definitions));
}

Answer show_open_data_schema(const Call& call) {
    if (!asked_publication(call)) return not_there(call);
    return release(call, "application/json", forms::open_data_schema());
}

}  // namespace prevenance::api
