// The frame around every page: title, navigation of the role, banner, help. What stands inside is a
// template of forms/pages filled by one function for one audience.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account.h"
#include "domain/error.h"
#include "forms/template_data.h"
#include "forms/templates.h"

namespace prevenance::forms {

struct PageFrame {
    std::string title;                 // the question or the task, as in <h1>
    std::string path;                  // of this page, to mark it in the navigation
    std::optional<Role> role;          // none: nobody is signed in
    std::string display_name;          // of the person signed in; empty where nobody is
    std::string form_token;            // against forged forms; empty where nobody is signed in
    std::string submission_key;        // makes a form's replay harmless; fresh for each page
    std::string help_phone;            // of the service that helps, same place on every page
    std::string stylesheet;            // "/assets/prevenance.css?v=…"
    bool fictitious_data = false;      // the demo's banner
    std::string notice;                // what was just done; may be empty
    std::vector<FieldError> errors;
    std::string language = "fr";       // of the employee's pages; the others are French
    std::string html_language = "fr";  // the same, for the browser
};

// Fills pages/`name` with `data` inside the frame. To `data` it adds, for the forms inside: form_token,
// submission_key and errors (for {{> form_tokens}} and {{> error_summary}}), and the title as `title`.
std::string page(const Templates& templates, const PageFrame& frame, const std::string& name, TemplateData data);

}  // namespace prevenance::forms
