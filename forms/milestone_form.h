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
#include <vector>

namespace prevenance::forms {

struct NewMilestone {
    EmployeeId employee;
    std::string code;
    Date starts_on;
    std::optional<Date> ends_on;  // of a return
};

struct MilestoneKind {
    std::string code;   // of domain/fact.h
    std::string label;  // French
};

// Those a person chooses from, in the order of the screen.
const std::vector<MilestoneKind>& held_milestones();
// The words of any milestone, those included that are not chosen from that list.
std::string milestone_label(const std::string& code);

Result<NewMilestone> read_held_milestone_form(const PostedForm& form, Date today);
Result<NewMilestone> read_return_form(const PostedForm& form, Date today);

}  // namespace prevenance::forms
