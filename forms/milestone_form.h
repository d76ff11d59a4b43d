// What a référent notes for the legal calendar beside stops: a visit or a talk that was held, and a return
// after which a visit is due. There is no field for a reason, and none for what was said.
//
// A visit or talk: employee (id), code, held_on. A return: employee, starts_on (first day of the leave),
// ends_on (last day; may be left out, and may lie ahead).
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>
#include <string_view>

namespace prevenance::forms {

struct NewMilestone {
    EmployeeId employee;
    std::string code;
    Date starts_on;
    std::optional<Date> ends_on;  // of a return
};

// The codes a person chooses from; their words are in config/signals.yaml.
bool is_held_milestone(std::string_view code);

Result<NewMilestone> read_held_milestone_form(const PostedForm& form, Date today);
Result<NewMilestone> read_return_form(const PostedForm& form, Date today);

}  // namespace prevenance::forms
