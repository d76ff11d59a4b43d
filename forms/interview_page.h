// The three pages of a talk, for the référent: getting ready, putting it on record, and what is open
// afterwards. None has a field for what an employee answered to an invitation, or whether they did.
#pragma once

#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/procedure.h"
#include "forms/suggestion_page.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct ServiceContact {
    std::string name;  // of the occupational health service; empty: the employer has none
    std::string retention_officer;
    std::string phone;
};

struct InterviewPreparation {
    EmployeeId employee;
    std::string name;
    std::optional<SuggestionId> suggestion;
    std::vector<DatedFact> facts;  // of the past year
    std::string frozen;            // why there are none; empty: the data are not frozen
    ServiceContact service;
};

TemplateData interview_preparation_data(const InterviewPreparation& view);

struct InterviewFormView {
    EmployeeId employee;
    std::string name;
    std::vector<OtherSuggestion> open_suggestions;
    ChoiceList topics;
    // As typed, or as known beforehand.
    std::string suggestion;
    std::string held_on;
    std::string mode;
    std::string accompanied;
    std::vector<std::string> ticked_topics;
    std::string wish;
    std::string talk_again_on;
};

TemplateData interview_form_data(const InterviewFormView& view, const std::vector<FieldError>& errors);

struct InterviewFollowUp {
    EmployeeId employee;
    std::string name;
    std::string held_words;  // "le 3 févr. 2026, sur place, personne accompagnée"
    std::vector<std::string> topics;
    InterviewWish wish = InterviewWish::no_follow_up;
    std::string talk_again_words;  // "le 3 mars 2026"; empty: none
    bool visit_may_be_suggested = false;
};

std::string_view wish_words(InterviewWish wish);
std::string_view mode_words(InterviewMode mode);
TemplateData interview_follow_up_data(const InterviewFollowUp& view);

}  // namespace prevenance::forms
