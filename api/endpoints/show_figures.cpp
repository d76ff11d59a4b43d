#include "api/endpoints/show_figures.h"

#include "api/error_reply.h"
#include "api/page_reply.h"
#include "api/published.h"
#include "api/services.h"
#include "forms/csv_export.h"
#include "forms/figures_page.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::Publication;

forms::FiguresView view_of(const Publication& publication) {
    forms::FiguresView view{"/chiffres/" + publication.id.text(),
                            publication.network_name,
                            publication.starts_on,
                            publication.ends_on,
                            publication.published_at,
                            {}};
    for (const auto& cell : publication.cells)
        if (cell.dimension == CellDimension::whole)
            view.lines.push_back({cell.indicator, cell.label, cell.value, cell.hidden_because});
    return view;
}

std::vector<forms::FiguresView> all_publications(const Call& call) {
    std::vector<forms::FiguresView> views;
    for (const auto& publication : unaltered_publications(call.services, call.network()))
        views.push_back(view_of(publication));
    return views;
}

std::optional<Publication> asked_publication(const Call& call) {
    const auto id = call.id_in_path<PublicationId>("publication");
    if (!id) return std::nullopt;
    return unaltered_publication(call.services, call.network(), *id);
}

bool is_year(const forms::FiguresView& figures) {
    return figures.ends_on - figures.starts_on > Days{100};
}

// The year first: it is where most figures can be shown.
std::vector<forms::FiguresView> latest_of_each_kind(const std::vector<forms::FiguresView>& all) {
    std::vector<forms::FiguresView> latest;
    for (const bool wants_year : {true, false}) {
        const auto at =
            std::ranges::find_if(all, [&](const auto& figures) { return is_year(figures) == wants_year; });
        if (at != all.end()) latest.push_back(*at);
    }
    return latest;
}

// Every export is on record, as a reading of that publication.
Answer download(const Publication& publication, std::string csv, const std::string& file) {
    Reply reply{200, "text/csv; charset=utf-8", std::move(csv), {}};
    reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + file + "\"");
    return read_about(publication.id, std::move(reply));
}

std::string file_name(const Publication& publication) {
    return "chiffres-" + iso_date(publication.starts_on) + "-" + iso_date(publication.ends_on) + ".csv";
}

}  // namespace

Answer show_figures(const Call& call) {
    const auto all = all_publications(call);
    return page_reply(call, "Chiffres du réseau", "figures",
                      forms::figures_data(latest_of_each_kind(all), all));
}

Answer show_publication(const Call& call) {
    const auto publication = asked_publication(call);
    if (!publication) return error_reply(call, {ErrorCode::not_found, {}, {}});
    return page_reply(call, "Chiffres du réseau", "figures",
                      forms::figures_data({view_of(*publication)}, all_publications(call)));
}

Answer export_for_spreadsheet(const Call& call) {
    const auto publication = asked_publication(call);
    if (!publication) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto table = forms::figures_table_for_people(view_of(*publication));
    return download(*publication, forms::csv_for_spreadsheet(table), file_name(*publication));
}

Answer export_for_programs(const Call& call) {
    const auto publication = asked_publication(call);
    if (!publication) return error_reply(call, {ErrorCode::not_found, {}, {}});
    const auto table = forms::figures_table_for_programs(view_of(*publication));
    return download(*publication, forms::csv_for_programs(table), file_name(*publication));
}

}  // namespace prevenance::api
