// Work measures proposed to an employer (L4624-3): chosen from the catalogue, with a precision each at most, and
// the days of the two exchanges the law asks for.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/sensitive.h"
#include "forms/health_words.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

inline constexpr std::size_t longest_measure_detail = 300;  // characters

struct ProposedMeasure {
    std::string code;
    Sensitive<std::string> detail;  // may be empty
};

struct ProposedMeasures {
    std::vector<ProposedMeasure> measures;  // in the order of the catalogue, at least one
    Date talked_with_employee_on;
    Date talked_with_employer_on;
    std::optional<Date> review_on;
};

// The name of the field that holds the precision about one measure: "detail_breaks".
std::string detail_field(const std::string& code);

// Errors: no measure, a measure that is not listed, a precision without its measure, over 300 characters or with a
// health word, a missing exchange or one in the future, a review that is not after today.
Result<ProposedMeasures> read_measures(const PostedForm& form, const ChoiceList& catalogue,
                                       const HealthWords& health_words, Date today);

}  // namespace prevenance::forms
