// « Mes données »: all that is held about a person, in groups, each line with its source. Other people appear
// by their role, never by name.
#pragma once

#include "domain/error.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct HeldLine {
    std::string what;
    std::string source;  // where from, or who; may be empty
};

struct HeldAgreement {
    std::string receipt;
    std::string sent_on;
    std::string expires_on;
    std::string categories;
    std::vector<std::string> since;  // "Remis au service le 12 mars 2026", "Lu par le service le …"
    bool stands = false;
};

struct HeldDataView {
    std::string path;  // of the invitation
    std::string code;
    std::string person;
    std::string employer;
    std::string team;
    std::string job_family;
    std::string entered_on;
    std::string informed_on;  // may be empty
    std::string service;
    std::string service_phone;
    std::vector<HeldLine> signals;
    std::vector<HeldLine> absences;
    std::vector<HeldLine> legal_stops;
    std::vector<HeldLine> milestones;  // visits, talks and returns of the legal calendar
    std::vector<HeldLine> talks;
    std::vector<HeldLine> suggestions;
    std::vector<HeldLine> invitations;
    std::vector<HeldLine> measures;
    std::vector<HeldLine> readings;         // who did or saw what
    std::vector<HeldAgreement> agreements;  // none: nothing was sent with this code
    bool can_still_answer = false;
};

TemplateData held_data_data(const HeldDataView& view);

}  // namespace prevenance::forms
