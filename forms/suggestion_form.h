// What the référent answers to a suggestion: later, a fact is wrong, or closed without a talk.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/id.h"
#include "forms/posted_form.h"

#include <string>
#include <vector>

namespace prevenance::forms {

// `until`: a day after today, at most three months ahead.
Result<Date> read_postponement(const PostedForm& form, Date today);

// `reason`: a code of the list.
Result<std::string> read_closing(const PostedForm& form, const ChoiceList& reasons);

// `fact`: one of those the suggestion rests on.
Result<FactId> read_wrong_fact(const PostedForm& form, const std::vector<FactId>& facts);

}  // namespace prevenance::forms
