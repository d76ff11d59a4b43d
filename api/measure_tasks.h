// What a physician proposed and the employer has not answered, as tasks of the référent.
#pragma once

#include "api/call.h"
#include "forms/task_page.h"

#include <map>
#include <string>
#include <vector>

namespace prevenance::api {

// `names` are the people of the employer; one who was erased is passed over.
std::vector<forms::Task> measure_tasks(const Call& call, const std::map<EmployeeId, std::string>& names);

}  // namespace prevenance::api
