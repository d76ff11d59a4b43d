// A change of a plan that somebody else's change, or the plan's own stage, stands in the way of.
#pragma once

#include "api/plan_screen.h"

#include <functional>
#include <string>
#include <string_view>

namespace prevenance::api {

// What happened and what to do first.
std::string refused_move_words(RefusedMove refusal, const ProcedureDays& days);

// 409: the plan as it is now, with what was typed still in its form.
Answer plan_moved(const Call& call, const FoundPlan& found);

// Writes `change`, which gets the revision the page was made from and says whether it still held. The two of
// us who posted at one instant are told apart by the writer: the second one is refused and nothing of it is
// written.
using PlanChange = std::function<bool(storage::Transaction&, const storage::ActionPlans&, int revision)>;
Act change_of_plan(const Call& call, const FoundPlan& found, std::string_view done, PlanChange change);

}  // namespace prevenance::api
