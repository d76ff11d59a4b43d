// What a structure has and lacks when it arrives (the preparation phase of MT2I's procedure): two closed
// lists, and for each tool that is missing the page of this site that helps.
#pragma once

#include "domain/error.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <set>
#include <string>
#include <vector>

namespace prevenance::forms {

struct FirstSteps {
    std::set<std::string> tools;
    std::set<std::string> needs;
};
// Errors: a code that is in neither list.
Result<FirstSteps> read_first_steps(const PostedForm& form);

struct FirstStepsView {
    FirstSteps answers;
    std::string answered_on;  // empty: not yet
};
TemplateData first_steps_data(const FirstStepsView& view, const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
