// The sign-in page, and the page that offers again a form whose session had ended.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/error.h"
#include "forms/template_data.h"

namespace prevenance::forms {

struct SignInView {
    std::string login;            // as typed; the password never comes back
    std::string go_to;            // a path of this site, after signing in
    std::string resume_path;      // the form that was posted without a session; empty: none
    std::vector<std::pair<std::string, std::string>> resume_fields;
    std::vector<FieldError> errors;
};

TemplateData sign_in_data(const SignInView& view);

// A form as it was typed, to be sent again with one button.
TemplateData resumed_form_data(const std::string& path,
                               const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace prevenance::forms
