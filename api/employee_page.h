// A page for an employee, in the language that was chosen on it. The choice travels with the forms and in the
// address of pages that are only read; there is no cookie.
#pragma once

#include "api/call.h"
#include "domain/error.h"
#include "forms/languages.h"
#include "forms/template_data.h"

#include <string>
#include <string_view>
#include <vector>

namespace prevenance::api {

// "fr", or the code of one of forms/languages. A button says it with its own answer ("change:fr-facile"), a
// form in `langue`, an address behind "?langue=".
std::string language_of(const Call& call);

// What the button says without the language: "change".
std::string answer_of(const Call& call);

// In that language; `filled_in` takes the place of "{}".
std::string said(const Call& call, std::string_view words, std::string_view filled_in = {});
forms::Say saying(const Call& call);
std::vector<FieldError> said(const Call& call, std::vector<FieldError> errors);

// Like page_reply, with title and errors in that language. To `data` it adds what the choice of the language
// needs; `here` is the address that shows the page again in another one, where this one cannot be read.
Reply employee_page(const Call& call, std::string_view title, const std::string& name,
                    forms::TemplateData data, std::vector<FieldError> errors = {},
                    const std::string& here = {});

}  // namespace prevenance::api
