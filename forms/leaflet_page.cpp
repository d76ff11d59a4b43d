#include "forms/leaflet_page.h"

namespace prevenance::forms {
namespace {

TemplateData::List kind_list(const std::vector<std::string>& kinds) {
    TemplateData::List list;
    for (const auto& kind : kinds) list.push_back(TemplateData{}.set("kind", kind));
    return list;
}

}  // namespace

TemplateData leaflet_data(const LeafletView& view) {
    const auto& contacts = view.contacts;
    TemplateData data;
    data.set_optional("employer", contacts.employer).set_optional("service", contacts.oh_service);
    data.set_optional("retention_officer", contacts.retention_officer);
    data.set_optional("service_phone", contacts.oh_service_phone).set_optional("help", contacts.help_phone);
    data.set("address", contacts.address).set("back_path", view.back_path);
    data.set("kinds", kind_list(view.kinds)).set("team_kinds", kind_list(view.team_kinds));
    return data;
}

TemplateData leaflet_list_data(const std::vector<LeafletLink>& leaflets, const std::string& own_contacts) {
    TemplateData data;
    TemplateData::List list;
    for (const auto& leaflet : leaflets)
        list.push_back(TemplateData{}
                           .set("leaflet_path", leaflet.path)
                           .set("leaflet_title", leaflet.title)
                           .set("leaflet_for", leaflet.what_for));
    data.set("leaflets", std::move(list)).set_optional("own_contacts", own_contacts);
    return data;
}

}  // namespace prevenance::forms
