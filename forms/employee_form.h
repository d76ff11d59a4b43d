// A person's file as the employer fills it in, by page or by API: text into values, or every field error at
// once. Whether the team exists and the payroll number is free is the endpoint's to say. The surprise: a date
// of birth is refused, not shortened; the year is all the service may know.
//
// Fields: payroll_number, given_name, family_name, birth_year, team (id), job_family, entered_on, left_on,
// informed_on. birth_year, left_on and informed_on may be left out.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/organisation.h"
#include "forms/job_families.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>

namespace prevenance::forms {

// `id` and `employer` of the employee are not filled in.
Result<Employee> read_employee_form(const PostedForm& form, const JobFamilies& job_families, Date today);

// The day on which a person was told of the service; not in the future.
Result<Date> read_informed_on(const PostedForm& form, Date today);

// A team's name, 1 to 80 characters.
Result<std::string> read_team_name(const PostedForm& form);

}  // namespace prevenance::forms
