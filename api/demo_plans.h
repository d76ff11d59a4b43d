// Invented action plans of a demonstration, one for each thing a référent may have to do with one: an answer
// to wait for, an action whose day is near, a follow-up that is due.
#pragma once

#include "api/services.h"
#include "domain/organisation.h"

#include <vector>

namespace prevenance::api {

// About the first of `people` who are there since long enough; fewer people, fewer plans.
void add_demo_plans(Services& services, EmployerScope scope, const std::vector<Employee>& people,
                    AccountId referent);

}  // namespace prevenance::api
