// The leaflets: for whoever wants to know how the procedure goes, or needs a sheet of paper. They are about
// nobody. No view here has a field for a person, but for the named contact of the health service.
#pragma once

#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

// Each may be empty: then a line of dots stands there, to be filled in by hand.
struct LeafletContacts {
    std::string employer;
    std::string oh_service;
    std::string retention_officer;
    std::string oh_service_phone;
    std::string help_phone;
    std::string address;  // of the installation; never empty
};

struct LeafletView {
    LeafletContacts contacts;
    std::vector<std::string> kinds;       // of facts about a person, in words
    std::vector<std::string> team_kinds;  // of facts about a team
    std::string back_path;
};

TemplateData leaflet_data(const LeafletView& view);

struct LeafletLink {
    std::string path;
    std::string title;
    std::string what_for;
};

TemplateData leaflet_list_data(const std::vector<LeafletLink>& leaflets, const std::string& own_contacts);

}  // namespace prevenance::forms
