// The sign-in page, and the page that offers again a form whose session had ended.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/error.h"
#include "forms/template_data.h"

namespace prevenance::forms {

// Where somebody was going, carried through a page that asks who they are.
struct CarriedWay {
    std::string go_to;        // a path of this site
    std::string resume_path;  // of a form that waits to be sent again; empty: none
    std::vector<std::pair<std::string, std::string>> resume_fields;
};
// Sets go_to, resume_path, keeps_a_form and resume_fields.
void set_way(TemplateData& data, const CarriedWay& way);

struct SignInView {
    std::string login;            // as typed; the password never comes back
    CarriedWay way;
    std::vector<FieldError> errors;
};

TemplateData sign_in_data(const SignInView& view);

// A form as it was typed, to be sent again with one button.
TemplateData resumed_form_data(const std::string& path,
                               const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace prevenance::forms
