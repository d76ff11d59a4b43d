// Employees and teams as the API gives them to their employer's own people.
#pragma once

#include "domain/organisation.h"

#include <string>
#include <vector>

namespace prevenance::forms {

std::string employee_json(const Employee& employee);

// `next` is the cursor of the following page; empty on the last one.
std::string employees_json(const std::vector<Employee>& employees, const std::string& next);

std::string teams_json(const std::vector<Team>& teams);

}  // namespace prevenance::forms
