// A stop after a work accident or a recognised occupational disease, declared by hand for the legal calendar.
// Fields: employee (id), kind (AT, MP), starts_on, ends_on (may be left out, and may lie ahead).
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>

namespace prevenance::forms {

struct NewLegalStop {
    EmployeeId employee;
    std::string kind;
    Date starts_on;
    std::optional<Date> ends_on;
};

Result<NewLegalStop> read_legal_stop_form(const PostedForm& form, Date today);

}  // namespace prevenance::forms
