// « Mes données »: all that is held about a person, in groups, each with its purpose, each line with its
// source and its end date. Other people appear by their role, never by name. The same view makes the page by
// code, the page to print and the file (forms/held_data_json.h).
//
// The surprise: the employer's copy, for somebody who asked on paper, is this view too, without `own_side`.
// It then holds nothing of what the person answered to an invitation, nor of what the person read.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/held_kinds.h"
#include "domain/rights.h"
#include "forms/template_data.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct HeldLine {
    std::string what;
    std::string source;  // where from, or who; may be empty
    // For the end date, for the file, and to ask for a correction.
    std::string id{};    // of a fact; empty: it is none
    std::string code{};  // of the catalogue; may be empty
    std::optional<Date> from{};
    std::optional<Date> to{};
    std::optional<Date> kept_until{};
    std::vector<std::string> remarks{};  // the person's own, which stand beside the fact
};

struct HeldAgreement {
    std::string receipt;
    std::string sent_on;
    std::string expires_on;
    std::string categories;
    std::vector<std::string> since;  // "Remis au service le 12 mars 2026", "Lu par le service le …"
    bool stands = false;
    std::string kept_until{};
};

// A request about rights as its author sees it.
struct HeldRequest {
    std::string number;
    std::string kind;
    std::string sent_on;
    std::string state;               // "Réponse due au plus tard le 12 avr. 2026", "Refusée le 3 avr. 2026"
    std::vector<std::string> words;  // own words, why it takes longer, the answer; each may be missing
};

struct HeldDataView {
    std::string path;  // of the invitation
    std::string code;
    bool own_side = true;  // false: the employer's copy
    std::string made_on;
    std::string person;
    std::string employer;
    std::string team;
    std::string job_family;
    std::string payroll_number;
    std::string birth_year;  // may be empty
    std::string entered_on;
    std::string left_on;      // may be empty
    std::string informed_on;  // may be empty
    // The same days, for the file.
    std::optional<Date> entry;
    std::optional<Date> exit;
    std::optional<Date> informed;
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
    std::vector<HeldLine> plans;
    std::vector<HeldLine> readings;         // who did or saw what; empty in the employer's copy
    std::vector<HeldAgreement> agreements;  // none: nothing was sent with this code
    std::vector<HeldRequest> requests;
    std::string objected_on;  // empty: not
    std::string limited_on;   // empty: not
    bool can_still_answer = false;
    bool service_asks = false;             // the questions of a follow-up wait for an answer
    std::map<HeldKind, std::string> kept;  // how long each group is kept, in words
};

// A group as the page, the printed page and the file show it.
struct HeldGroup {
    HeldKind kind;
    std::string title;
    std::string empty;    // what stands there when nothing is held
    std::string purpose;  // what for, and on which legal ground
    std::string kept;     // how long, in words
    const std::vector<HeldLine>* lines;
};
// Points into `view`.
std::vector<HeldGroup> held_groups(const HeldDataView& view);

TemplateData held_data_data(const HeldDataView& view);

// The person's own booklet to print: the plans, contacts, and lines to fill in by hand. It holds nothing that was sent
// to the service.
TemplateData booklet_data(const HeldDataView& view);

}  // namespace prevenance::forms
