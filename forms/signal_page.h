// The 60-second screen for noting a signal, and its receipt. For managers and référents: nothing in here says
// whether anything was suggested, and nothing about absences.
#pragma once

#include "domain/error.h"
#include "domain/signal.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct SubjectChoice {
    std::string id;
    std::string name;  // of the person with the team, or of the team
    std::string hint;  // what stands in the way of noting something; may be empty
    bool chosen = false;
};

struct SignalPageView {
    bool about_team = false;
    std::string search;  // as typed; people only
    std::vector<SubjectChoice> subjects;
    bool more_people = false;  // the list was cut: the search narrows it
    bool searched = false;
    std::vector<std::string> types;  // ticked
    std::string day = "today";       // today, yesterday, other
    std::string happened_on;         // as typed
    std::string fact;                // as typed
    std::string oh_service_phone;    // may be empty
    // A person who was not informed yet: where the date is noted, or who can note it.
    std::string inform_path;    // référent only
    bool ask_referent = false;  // manager
};

TemplateData signal_page_data(const SignalPageView& view, const SignalCatalogue& catalogue,
                              const std::vector<FieldError>& errors);

struct SignalReceiptView {
    std::string subject;      // the person's or the team's name
    std::string happened_on;  // in words
    std::string recorded_at;  // in words
    std::string author;       // display name
    struct Line {
        std::string label;
        std::string fact;         // may be empty
        std::string delete_path;  // empty: too late, or another's entry
    };
    std::vector<Line> lines;
    std::string deletable_until;   // in words; empty: not any more
    bool wishes_a_visit = false;   // the person asked to talk or to see the physician
    std::string oh_service_phone;  // may be empty
    std::string again_path;        // to note another
};

TemplateData signal_receipt_data(const SignalReceiptView& view);

}  // namespace prevenance::forms
