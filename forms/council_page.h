// The sheet for the works council (comité social et économique): figures of the whole structure, which
// subjects of work the rules pointed at, and whom to call. Read only, aggregated; nobody, no team and no
// small number is on it, and what is hidden says why in words.
#pragma once

#include "domain/council_figures.h"
#include "forms/leaflet_page.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct CouncilView {
    std::string employer;
    std::string siret;
    std::string date;
    std::string from;  // of the period, "1er janv. 2026"
    std::string to;
    CouncilFigures figures;
    std::vector<std::string>
        subjects;                   // titles of rules about teams that applied in a team that is large enough
    std::string staff_informed_on;  // may be empty
    LeafletContacts contacts;
};

TemplateData council_data(const CouncilView& view);

}  // namespace prevenance::forms
