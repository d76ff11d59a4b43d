#include "api/demo_plans.h"

#include "api/person_keys.h"
#include "api/plan_screen.h"
#include "storage/action_plans.h"

namespace prevenance::api {
namespace {

using storage::ActionPlanRecord;
using storage::ActionPlans;
using storage::PlanActionRecord;
using storage::Transaction;

struct Story {
    int proposed_days_ago;
    bool agreed;
    bool finished;
    int due_in_days;  // of the action that is still open; may be negative
};

constexpr std::array stories{
    Story{4, false, false, 45},
    Story{40, true, false, 3},
    Story{300, true, true, -200},
};
constexpr Days finished_before{186};  // a little more than six months: the first follow-up is due
constexpr Days answered_after{3};

PlanActionRecord action(Services& services, const std::string& tenant, const integrations::FieldKey& key,
                        PlanId plan, int position, const char* code, const char* owner, const char* words,
                        Date due_on) {
    PlanActionRecord record;
    record.position = position;
    record.code = code;
    record.owner = owner;
    record.due_on = due_on;
    record.sealed_detail = seal_words(services, key, action_place(tenant, plan, position, "sealed_detail"),
                                      Sensitive<std::string>{words});
    return record;
}

ActionPlanRecord plan_of(Services& services, EmployerScope scope, const Employee& person, AccountId referent,
                         const Story& story) {
    const auto today = services.clock.today();
    const auto key = find_person_key(services, person.id.bytes).value();
    const auto tenant = scope.employer().text();
    ActionPlanRecord plan;
    plan.id = services.randomness.new_id<PlanId>();
    plan.employee = person.id;
    plan.document_kind = "measures_proposal";
    plan.document_on = today - Days{story.proposed_days_ago + 9};
    plan.exchanged_on = today - Days{story.proposed_days_ago + 6};
    plan.made_at = Instant{today - Days{story.proposed_days_ago + 1}};
    plan.made_by = referent;
    plan.actions = {
        action(services, tenant, key, plan.id, 0, "pair_for_transfers", "sector_manager",
               "Chez deux personnes aidées, le matin.", today - Days{story.proposed_days_ago} + Days{30}),
        action(services, tenant, key, plan.id, 1, "grouped_area", "sector_manager",
               "Interventions dans un seul secteur, sauf remplacement.", today + Days{story.due_in_days})};
    return plan;
}

void end(Transaction& transaction, const ActionPlans& plans, ActionPlanRecord& plan, std::size_t position,
         Date on) {
    auto ended = plan.actions.at(position);
    ended.ending = "done";
    ended.ended_on = on;
    plans.end_action(transaction, plan.id, plan.revision++, ended);
}

void write_story(Services& services, EmployerScope scope, ActionPlanRecord plan, const Story& story) {
    const auto today = services.clock.today();
    const auto proposed_on = today - Days{story.proposed_days_ago};
    services.cases.write([&](Transaction& transaction) {
        const ActionPlans plans{transaction, scope};
        plans.add(transaction, plan);
        plans.propose(transaction, plan.id, plan.revision++, proposed_on, plan.made_by);
        if (story.agreed) {
            storage::PlanProposalRecord answer;
            answer.answer = PlanAnswer::accepted;
            answer.answered_on = proposed_on + answered_after;
            plans.answer(transaction, plan.id, plan.revision++, answer, plan.made_by);
            end(transaction, plans, plan, 0, proposed_on + Days{25});
        }
        if (story.finished) {
            end(transaction, plans, plan, 1, today - finished_before - Days{2});
            plans.finish(transaction, plan.id, plan.revision++, today - finished_before);
        }
        services.audit.record(transaction,
                              {services.clock.now(), std::nullopt, "demo.seed", plan.employee.bytes});
    });
}

}  // namespace

void add_demo_plans(Services& services, EmployerScope scope, const std::vector<Employee>& people,
                    AccountId referent) {
    const auto long_enough = services.clock.today() - Days{330};
    std::size_t told = 0;
    for (const auto& person : people) {
        if (told == stories.size()) return;
        if (person.exit || person.entry > long_enough) continue;
        const auto& story = stories.at(told++);
        write_story(services, scope, plan_of(services, scope, person, referent, story), story);
    }
}

}  // namespace prevenance::api
