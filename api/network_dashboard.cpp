#include "api/network_dashboard.h"

#include "api/observed_series.h"
#include "api/published.h"
#include "domain/published_period.h"
#include "forms/figure_words.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::Publication;

bool covers_a_year(const Publication& publication) {
    return is_year(publication.starts_on, publication.ends_on);
}

Date a_year_earlier(Date day) {
    return Date{std::chrono::year_month_day{day} - std::chrono::years{1}};
}

std::optional<forms::FiguresView> year_before(const std::vector<Publication>& publications,
                                              const Publication& shown) {
    const auto at = std::ranges::find_if(publications, [&](const Publication& one) {
        return covers_a_year(one) == covers_a_year(shown) && one.starts_on == a_year_earlier(shown.starts_on);
    });
    return at == publications.end() ? std::nullopt : std::optional{figures_of(*at)};
}

bool has_cube(const Publication& publication, CellDimension split) {
    return split == CellDimension::whole ||
           std::ranges::any_of(publication.cells, [&](const auto& cell) { return cell.dimension == split; });
}

bool has_family(const Publication& publication, CellDimension split, const std::string& family) {
    return forms::is_family(family) && std::ranges::any_of(publication.cells, [&](const auto& cell) {
               return cell.dimension == split && cell.indicator == family;
           });
}

// Not empty.
const Publication& first_of(const std::vector<Publication>& publications) {
    const auto year = std::ranges::find_if(publications, covers_a_year);
    return year == publications.end() ? publications.front() : *year;
}

}  // namespace

forms::FiguresView figures_of(const Publication& publication) {
    forms::FiguresView view{"/chiffres/" + publication.id.text(),
                            publication.network_name,
                            publication.starts_on,
                            publication.ends_on,
                            publication.published_at,
                            {},
                            publication.hidden_percent()};
    for (const auto& cell : publication.cells)
        view.lines.push_back({cell.indicator, cell.label, cell.value, cell.hidden_because, cell.dimension,
                              cell.category, cell.category_label});
    return view;
}

std::optional<forms::DashboardView> dashboard_of(const Call& call, PublicationId shown) {
    const auto publications = unaltered_publications(call.services, call.network());
    const auto at = std::ranges::find(publications, shown, &Publication::id);
    if (at == publications.end()) return std::nullopt;
    const auto split = forms::parse_split(call.query.value("selon"));

    forms::DashboardView view;
    view.shown = figures_of(*at);
    view.year_before = year_before(publications, *at);
    for (const auto& one : publications) view.all.push_back(figures_of(one));
    view.split = split.value_or(CellDimension::whole);
    view.is_first_shown = first_of(publications).id == shown;
    const auto family = call.query.value("constat");
    if (has_family(*at, CellDimension::whole, family)) view.family = family;
    view.is_refused = !split || !has_cube(*at, *split) || (!family.empty() && !has_family(*at, *split, family));
    view.observed = observed_series(publications, view.split, view.family, at->ends_on);
    view.only_card = call.query.value("fiche");
    return view;
}

std::optional<PublicationId> first_shown(const Call& call) {
    const auto publications = unaltered_publications(call.services, call.network());
    if (publications.empty()) return std::nullopt;
    return first_of(publications).id;
}

}  // namespace prevenance::api
