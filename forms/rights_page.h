// Pages about rights: the person's own (by code), and the référent's desk. The desk has no field for anything
// a person answered to an invitation.
#pragma once

#include "domain/error.h"
#include "domain/rights.h"
#include "forms/employee_page.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

// The person's side.
struct RightsFormView {
    struct Fact {
        std::string id;
        std::string words;
    };
    std::string path;  // of the invitation
    std::string code;
    RightsKind kind = RightsKind::correction;
    std::vector<Fact> facts;  // to choose from
    std::string fact_as_typed;
    std::string words_as_typed;
};
TemplateData rights_form_data(const RightsFormView& view, const std::vector<FieldError>& errors);

struct RightsSentView {
    std::string path;
    std::string code;
    std::string number;
    std::string kind;
    std::string due_on;  // empty: it holds already
};
TemplateData rights_sent_data(const RightsSentView& view);

// The desk.
struct RightsLine {
    std::string path;
    std::string title;  // "D-2026-0042, Correction d’un fait, Camille Durand"
    std::string note;   // when it is due, or how it was answered
    bool is_overdue = false;
};
struct RightsListView {
    std::vector<RightsLine> open;  // by due date
    std::vector<RightsLine> answered;
};
TemplateData rights_list_data(const RightsListView& view);

struct PaperRequestView {
    std::vector<NamedCode> people;  // identifier and name
    std::string employee, right, received_on, words;
    bool identity_checked = false;
};
TemplateData paper_request_data(const PaperRequestView& view, const std::vector<FieldError>& errors);

struct RightsRequestView {
    std::string id;
    std::string number;
    RightsKind kind = RightsKind::access;
    std::string person;         // empty: erased since
    std::string employee_path;  // empty: erased since
    std::string received;       // "12 mars 2026, par la personne elle-même"
    std::string due;            // "12 avr. 2026"; empty: answered
    bool is_overdue = false;
    std::string about_fact;  // in words; may be empty
    std::string words;       // of the person; may be empty
    std::string extension;   // why it takes longer; empty: not extended
    std::string outcome;     // empty: open
    std::string answered_on;
    std::string answer;
    bool can_extend = false;
    bool has_left = false;            // of an erasure: everything goes, not only the facts
    std::vector<std::string> erases;  // "3 signaux": of an erasure, what would go
    std::string copy_path;            // the employer's copy of the data, for an access request
    std::string outcome_as_typed, answer_as_typed, reason_as_typed;
    bool erase_as_typed = false;
};
TemplateData rights_request_data(const RightsRequestView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
