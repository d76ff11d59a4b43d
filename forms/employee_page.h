// The employer's people: the list, the form of one, and the page of one with the facts about that person. It
// has no field for a reason of an absence, for an answer of the person, or for anything a physician did.
#pragma once

#include "domain/error.h"
#include "forms/job_families.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct EmployeeLine {
    std::string id;
    std::string name;
    std::string team;
    bool informed = false;
    std::string left_on;  // in words; empty: still there
};

struct EmployeeListView {
    std::string search;
    std::vector<EmployeeLine> people;
    int found = 0;              // all that match, on every page
    int previous_page = 0;      // none: this is the first
    int next_page = 0;          // none: this is the last
    bool has_teams = true;      // a person belongs to a team: teams come first
};

TemplateData employee_list_data(const EmployeeListView& view);

// A team or a job to choose from.
struct NamedCode {
    std::string code;
    std::string label;
};

// Every value as typed, so that it comes back with its errors.
struct EmployeeFormView {
    std::string post_path;
    std::string back_path;
    bool is_new = true;
    std::string given_name, family_name, payroll_number, birth_year, team, job_family;
    std::string entered_on, left_on, informed_on;
    std::vector<NamedCode> teams;
};

TemplateData employee_form_data(const EmployeeFormView& view, const JobFamilies& job_families,
                                const std::vector<FieldError>& errors);

struct EmployeePageView {
    struct Fact {
        std::string words;
        std::string source;  // who or what it comes from
    };
    struct Suggestion {
        std::string path;
        std::string title;
        std::string note;  // due date, or the day it comes back; may be empty
    };
    // Something the employer did or received, with its own page.
    struct Step {
        std::string path;
        std::string words;
    };
    std::string id;
    std::string name;
    std::string team;
    std::string job;
    std::vector<Step> steps;  // the latest first
    std::vector<std::string> invitations;  // forms/invitation_card_page.h: a sentence each, whatever was answered
    std::string payroll_number;
    std::string entered_on;   // in words
    std::string left_on;      // in words; empty: still there
    std::string informed_on;  // in words; empty: not yet
    std::string informed_as_typed;
    std::string state;  // one of five sentences that say nothing of an answer
    std::vector<Suggestion> suggestions;
    std::vector<Suggestion> deadlines;
    std::vector<Fact> facts;
    std::vector<Fact> legal_stops;  // for the legal calendar only
    // Visits, talks and returns noted for the legal calendar.
    struct Milestone {
        std::string words;
        std::string source;
        std::string delete_path;  // empty: it follows from the person's file
    };
    std::vector<Milestone> milestones;
    std::string objected_on;  // to the rules about signals; empty: not
    std::string limited_on;   // the data are only kept; empty: not
    std::vector<Step> rights; // requests of the person about the own data, the latest first
};

TemplateData employee_page_data(const EmployeePageView& view, const std::vector<FieldError>& errors);

TemplateData team_form_data(const std::string& name, const std::vector<std::string>& existing,
                            const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
