// The employer's motivated request for a visit (Code du travail, R4624-34): object, words about the work,
// facts chosen one by one, and the day the person was informed. Words about health are refused.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"
#include "forms/health_words.h"
#include "forms/posted_form.h"

#include <string>
#include <vector>

namespace prevenance::forms {

inline constexpr std::size_t longest_visit_motive = 500;  // characters

struct NewVisitRequest {
    std::string object;             // a code of config/visit_objects.csv
    Sensitive<std::string> motive;  // about the work
    std::vector<FactId> facts;      // ticked; may be none
    Date informed_on;               // the person was told of the request and its object
};

// What the form is held against.
struct VisitRequestBounds {
    const ChoiceList& objects;
    const HealthWords& health_words;
    std::vector<FactId> facts;  // those that may be ticked
    Date talk_held_on;          // nobody is informed of a request before the talk it follows
    Date today;
};

// The tick "decided" is demanded: a named human decides, no rule does.
Result<NewVisitRequest> read_visit_request(const PostedForm& form, const VisitRequestBounds& bounds);

}  // namespace prevenance::forms
