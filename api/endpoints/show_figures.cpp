#include "api/endpoints/show_figures.h"

#include "api/error_reply.h"
#include "api/network_dashboard.h"
#include "api/page_reply.h"
#include "api/published.h"
#include "api/services.h"
#include "forms/csv_export.h"
#include "forms/figures_page.h"
#include "forms/indicators_page.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::Publication;

constexpr auto title = "Chiffres du réseau";

std::optional<PublicationId> asked_id(const Call& call) {
    return call.id_in_path<PublicationId>("publication");
}

std::optional<Publication> asked_publication(const Call& call) {
    const auto id = asked_id(call);
    if (!id) return std::nullopt;
    return unaltered_publication(call.services, call.network(), *id);
}

Reply not_found(const Call& call) {
    return error_reply(call, {ErrorCode::not_found, {}, {}});
}

// A card that is not there is an address that is not there.
bool has_its_card(const forms::DashboardView& view) {
    return view.only_card.empty() || !forms::cards_of(view).empty();
}

Reply show_dashboard(const Call& call, PublicationId shown) {
    const auto view = dashboard_of(call, shown);
    if (!view || !has_its_card(*view)) return not_found(call);
    return page_reply(call, title, "figures", forms::dashboard_data(*view));
}

// Every export is on record, as a reading of that publication.
Answer download(const Publication& publication, std::string csv, const std::string& file) {
    Reply reply{200, "text/csv; charset=utf-8", std::move(csv), {}};
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file + "\"");
    return read_about(publication.id, std::move(reply));
}

std::string file_name(const Publication& publication, const std::string& card = {}) {
    return "chiffres-" + iso_date(publication.starts_on) + "-" + iso_date(publication.ends_on) +
           (card.empty() ? card : "-" + card) + ".csv";
}

}  // namespace

Answer show_figures(const Call& call) {
    const auto asked = call.query.value("periode");
    const auto shown = asked.empty() ? first_shown(call) : PublicationId::parse(asked);
    if (shown) return show_dashboard(call, *shown);
    if (!asked.empty()) return not_found(call);
    return page_reply(call, title, "figures", forms::empty_dashboard_data());
}

Answer show_publication(const Call& call) {
    const auto id = asked_id(call);
    return id ? show_dashboard(call, *id) : not_found(call);
}

Answer export_for_spreadsheet(const Call& call) {
    const auto publication = asked_publication(call);
    if (!publication) return not_found(call);
    const auto view = dashboard_of(call, publication->id);
    if (!view || view->is_refused) return not_found(call);
    if (view->only_card.empty()) {
        const auto table = forms::figures_table_for_people(view->shown);
        return download(*publication, forms::csv_for_spreadsheet(table), file_name(*publication));
    }
    const auto cards = forms::cards_of(*view);
    if (cards.empty()) return not_found(call);
    return download(*publication, forms::csv_for_spreadsheet(cards.front().table),
                    file_name(*publication, view->only_card));
}

Answer export_for_programs(const Call& call) {
    const auto publication = asked_publication(call);
    if (!publication) return not_found(call);
    const auto table = forms::figures_table_for_programs(figures_of(*publication));
    return download(*publication, forms::csv_for_programs(table), file_name(*publication));
}

Answer show_indicators(const Call& call) {
    return page_reply(call, "Ce que dit chaque chiffre", "indicators",
                      forms::indicators_data(call.services.indicators));
}

}  // namespace prevenance::api
