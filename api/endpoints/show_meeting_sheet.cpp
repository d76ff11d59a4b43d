#include "api/endpoints/show_meeting_sheet.h"

#include "api/error_reply.h"
#include "api/network_dashboard.h"
#include "api/printed_page.h"
#include "forms/meeting_sheet.h"

namespace prevenance::api {
namespace {

std::optional<PrintedPage> meeting_sheet(const Call& call) {
    const auto id = call.id_in_path<PublicationId>("publication");
    const auto view = id ? dashboard_of(call, *id) : std::nullopt;
    if (!view || view->is_refused) return std::nullopt;
    return PrintedPage{.title = "Fiche pour une réunion du réseau",
                       .name = "meeting_sheet",
                       .data = forms::meeting_sheet_data(*view),
                       .path = view->shown.path + "/reunion",
                       .file = "fiche-reunion-" + iso_date(view->shown.starts_on),
                       .about = id->bytes};
}

}  // namespace

Answer show_meeting_sheet(const Call& call) {
    auto sheet = meeting_sheet(call);
    if (!sheet) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return show_printed(call, std::move(*sheet));
}

Answer print_meeting_sheet(const Call& call) {
    const auto sheet = meeting_sheet(call);
    if (!sheet) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return print_pdf(call, *sheet);
}

}  // namespace prevenance::api
