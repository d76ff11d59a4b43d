// Action plans with their words opened under the person's key, for the pages of the référent.
#pragma once

#include "api/call.h"
#include "api/person_keys.h"
#include "domain/organisation.h"
#include "forms/plan_page.h"
#include "storage/action_plans.h"

#include <string>

namespace prevenance::api {

// A plan of this employer with the person it is about.
struct FoundPlan {
    storage::ActionPlanRecord plan;
    Employee employee;

    ProcedureDays days() const { return storage::procedure_days(plan, employee.exit); }
};
// Error not_found for a missing plan, a foreign one, and one about somebody who was erased.
Result<FoundPlan> plan_in_path(const Call& call);

std::string path_of(PlanId plan);

// Where the words about one action or one proposal stand. The places hold a view of `employer`.
SealedPlace action_place(const std::string& employer, PlanId plan, int position, std::string_view column);
SealedPlace proposal_place(const std::string& employer, PlanId plan, int version);

// The lists a plan is made from: work measures and plan actions as one.
forms::PlanLists plan_lists(const Services& services);

// Error where a word can no longer be opened.
Result<forms::PlanView> plan_view(const Call& call, const FoundPlan& found);

// "La direction, Claude Petit" and the like are the view's; these are the plan's lines for « Mes données ».
std::string plan_in_words(const Services& services, EmployerScope scope,
                          const storage::ActionPlanRecord& plan);

}  // namespace prevenance::api
