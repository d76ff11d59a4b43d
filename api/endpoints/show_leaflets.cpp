#include "api/endpoints/show_leaflets.h"

#include "api/leaflets.h"
#include "api/page_reply.h"
#include "api/printed_page.h"
#include "api/services.h"

namespace prevenance::api {
namespace {

constexpr std::string_view folder = "/fiches/";

// The routes name each leaflet, so there is one.
const Leaflet& asked_for(const Call& call) {
    for (const auto& leaflet : leaflets)
        if (call.request.path.substr(folder.size()).starts_with(leaflet.name)) return leaflet;
    return leaflets.front();
}

PrintedPage printed(const Call& call) {
    const auto& leaflet = asked_for(call);
    forms::LeafletView view{leaflet_contacts(call), {}, {}, "/fiches"};
    for (const auto& type : call.services.signals.all())
        (type.level == RuleLevel::team ? view.team_kinds : view.kinds).push_back(type.label);
    const std::string name{leaflet.name};
    return {.title = leaflet.title,
            .name = leaflet.page,
            .data = forms::leaflet_data(view),
            .path = std::string{folder} + name,
            .file = name,
            .is_remembered = true};
}

}  // namespace

Answer show_leaflets(const Call& call) {
    std::vector<forms::LeafletLink> links;
    for (const auto& leaflet : leaflets)
        links.push_back({std::string{folder} + std::string{leaflet.name}, leaflet.title, leaflet.what_for});
    const auto contacts = leaflet_contacts(call);
    const auto& own = contacts.employer.empty() ? contacts.oh_service : contacts.employer;
    return page_reply(call, "Quelles fiches imprimer\u00A0?", "leaflets",
                      forms::leaflet_list_data(links, own));
}

Answer show_leaflet(const Call& call) {
    return show_printed(call, printed(call));
}

Answer print_leaflet(const Call& call) {
    return print_pdf(call, printed(call));
}

}  // namespace prevenance::api
