#include "api/plan_tasks.h"

#include "api/plan_screen.h"
#include "api/services.h"
#include "forms/french.h"
#include "storage/employees.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::ActionPlanRecord;

// A convention of the product: an action shows up a week before its day.
constexpr Days shown_before{7};

// The first open action whose day is near or past.
std::optional<Date> action_due(const ActionPlanRecord& plan, Date today) {
    std::optional<Date> first;
    for (const auto& action : plan.actions)
        if (!action.ended_on && action.due_on <= today + shown_before && (!first || action.due_on < *first))
            first = action.due_on;
    return first;
}

struct DatedTask {
    Date on;
    forms::Task task;
};

std::optional<DatedTask> task_of(const ActionPlanRecord& plan, const ProcedureDays& days,
                                 const std::string& name, Date today) {
    const auto stage = stage_of(days);
    const auto path = path_of(plan.id);
    if (stage == Stage::plan_agreed || stage == Stage::under_way) {
        if (days.every_action_ended)
            return DatedTask{
                today, {path, "Terminer le plan d’action de " + name, "Toutes les actions sont notées."}};
        const auto due = action_due(plan, today);
        if (!due) return std::nullopt;
        const auto* late = *due < today ? "Échéance passée\u00a0: " : "Échéance\u00a0: ";
        return DatedTask{
            *due,
            {path, "Mettre en œuvre le plan d’action de " + name, late + forms::short_date(*due) + "."}};
    }
    if (!refusal_of(days, Stage::followed_up, Mover::referent, today)) {
        const auto months = follow_up_months.at(*follow_up_due(days, today));
        return DatedTask{
            follow_up_on(*days.finished_on, months),
            {path + "/suivi", "Faire le point à " + std::to_string(months) + " mois pour " + name,
             "Cinq questions, une minute."}};
    }
    const auto deadline = deadline_of(days, std::nullopt);
    if (!deadline || deadline->step == DueStep::follow_up) return std::nullopt;
    if (deadline->step == DueStep::propose_plan)
        return DatedTask{deadline->on,
                         {path, "Proposer son plan d’action à " + name,
                          "Si possible avant le " + forms::short_date(deadline->on) + "."}};
    if (deadline->on > today) return std::nullopt;  // the person has time to answer
    return DatedTask{deadline->on,
                     {path, "Reparler de son plan d’action avec " + name,
                      "Proposé le " + forms::short_date(*days.plan_proposed_on) + "."}};
}

}  // namespace

std::vector<forms::Task> plan_tasks(const Call& call, const std::map<EmployeeId, std::string>& names) {
    std::vector<DatedTask> dated;
    call.services.cases.read([&](const storage::Reader& reader) {
        const storage::Employees employees{reader, call.employer()};
        for (const auto& plan : storage::ActionPlans{reader, call.employer()}.all()) {
            const auto name = names.find(plan.employee);
            const auto person = employees.find(plan.employee);
            if (name == names.end() || !person) continue;
            auto task =
                task_of(plan, storage::procedure_days(plan, person->left_on), name->second, call.today());
            if (task) dated.push_back(std::move(*task));
        }
        return true;
    });
    std::ranges::stable_sort(dated, {}, &DatedTask::on);
    std::vector<forms::Task> tasks;
    for (auto& task : dated) tasks.push_back(std::move(task.task));
    return tasks;
}

}  // namespace prevenance::api
