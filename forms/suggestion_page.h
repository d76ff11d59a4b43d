// A suggestion explained to the employer's référent: dated facts, the rule in words, what nobody here knows,
// and what one may do. It has no field for a number about a person, a rank or a colour, and none for anything
// that an employee answered.
#pragma once

#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/id.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct DatedFact {
    std::string words;   // "Absence : du 12 au 20 janv. 2026"
    std::string source;  // "import du 2 févr. 2026"; may be empty
};

// A number of the rule, with who set it.
struct NumberOrigin {
    std::string words;   // "183 jours"
    std::string role;    // "période regardée"; may be empty
    std::string bounds;  // "réglable de 90 à 183 jours"
    std::string set;     // "valeur du produit, règle version 2026-1"
};

// What another rule notes about the same person without suggesting anything.
struct NoteBeside {
    std::string title;
    std::vector<DatedFact> facts;
    std::string rule;
    std::string unknown;
};

struct RemovableFact {
    FactId id;
    std::string words;
    std::string consequence;  // what removing it means, one sentence
};

struct OtherSuggestion {
    SuggestionId id;
    std::string title;
};

enum class SuggestionAnswer { none, postpone, wrong_fact, close };

struct SuggestionView {
    SuggestionId id;
    std::string about;                   // full name of the person, or name of the team
    std::optional<EmployeeId> employee;  // none: a team
    bool legal = false;                  // a deadline of the legal calendar
    bool open = true;
    std::string closed_words;     // "Close le 3 févr. 2026 par …"; empty while open
    std::string postponed_words;  // empty: not postponed
    std::string raised_words;     // "Suggestion du 12 mars 2026"
    std::string title;
    std::vector<DatedFact> facts;
    std::string rule;
    std::vector<NumberOrigin> numbers;
    std::string source;
    std::string exception;  // "La règle se tait tant que …"; empty: it has none
    std::string rule_name;  // "Règle S1, version 2026-1"
    bool rule_changed = false;
    std::string unknown;
    std::vector<std::string> also_unknown;
    std::string stops;                              // empty where it is closed or the rule changed
    std::string without;                            // the smallest change of facts; may be empty
    std::vector<NoteBeside> notes;
    std::string due;                                // legal calendar; else empty
    std::string letter_path;                        // to what meets the deadline; may be empty
    std::vector<OtherSuggestion> about_team_first;  // open suggestions about the person's team
    std::vector<RemovableFact> removable;
    ChoiceList closing_reasons;
    SuggestionAnswer answering = SuggestionAnswer::none;  // the form that was posted and refused
    std::string until;
    std::string reason;
    std::string fact;
    std::string latest_until;  // "2026-06-12"
};

// "Proposer un échange à Camille Durand ?"
std::string suggestion_title(const SuggestionView& view);
TemplateData suggestion_data(const SuggestionView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
