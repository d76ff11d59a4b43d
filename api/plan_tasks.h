// What action plans wait for, as tasks of the référent: a plan to propose, an answer to ask again for, an
// action whose day came, a follow-up. Nothing in it is about what an employee sent to the service.
#pragma once

#include "api/call.h"
#include "forms/task_page.h"

#include <map>
#include <string>
#include <vector>

namespace prevenance::api {

// By due date. `names` are the people of the employer; one who was erased is passed over.
std::vector<forms::Task> plan_tasks(const Call& call, const std::map<EmployeeId, std::string>& names);

}  // namespace prevenance::api
