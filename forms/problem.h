// RFC 9457 problem details: what an API caller gets instead of a page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/error.h"

namespace prevenance::forms {

struct Problem {
    int status = 500;
    std::string_view code;   // stable, ASCII
    std::string_view title;  // French
    std::string detail;      // French; may be empty
    std::vector<FieldError> fields;
    std::string_view request_id;
};

std::string problem_json(const Problem& problem);

}  // namespace prevenance::forms
