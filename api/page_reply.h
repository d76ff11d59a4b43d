// A page for the person who asks, and where to go after a form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/call.h"
#include "domain/error.h"
#include "forms/page.h"
#include "forms/template_data.h"

namespace prevenance::api {

// The frame of every page of this call: role, name, tokens, banner, and the sentence that says what was
// just done where the address ends in ?fait=….
forms::PageFrame page_frame(const Call& call, std::string title, std::vector<FieldError> errors = {});

// Status 200, or 422 where there are errors.
Reply page_reply(const Call& call, std::string title, const std::string& name, forms::TemplateData data,
                 std::vector<FieldError> errors = {});

// 303. `done` is a code of the sentences in page_reply.cpp, or empty.
Reply see_other(std::string path, std::string_view done = {});

Reply json_reply(int status, std::string body);

}  // namespace prevenance::api
