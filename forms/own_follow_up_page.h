// The questions of a follow-up as the person answers them, with the code, six, twelve or twenty-four months
// after the end of an accompaniment. Closed answers only; nobody but the service reads them.
#pragma once

#include "domain/error.h"
#include "forms/languages.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct OwnFollowUpView {
    std::string path;  // "/i/…"
    std::string code;
    std::string service;
    int months = 6;
    const PostedForm& typed;
};
TemplateData own_follow_up_data(const OwnFollowUpView& view, const std::vector<FieldError>& errors,
                                const Say& say);

}  // namespace prevenance::forms
