#include "api/endpoints/follow_plan.h"

#include "api/error_reply.h"
#include "api/fact_lines.h"
#include "api/page_reply.h"
#include "api/people.h"
#include "api/plan_conflict.h"
#include "api/plan_screen.h"
#include "api/services.h"
#include "forms/plan_page.h"

#include <algorithm>

namespace prevenance::api {
namespace {

using storage::ActionPlanRecord;

Answer screen(const Call& call, const FoundPlan& found, const std::vector<FieldError>& errors) {
    const auto view = plan_view(call, found);
    if (!view) return error_reply(call, view.error());
    return read_about(found.plan.id, page_reply(call, "Plan d’action pour " + view->name, "plan",
                                                forms::plan_data(*view, call.form, errors), errors));
}

// The plan, where the page that was posted showed it as it is and the next stage may follow; otherwise what
// to answer.
struct OpenedStep {
    std::optional<FoundPlan> found;
    std::optional<Answer> instead;
};

OpenedStep step_towards(const Call& call, Stage to, Mover by) {
    auto found = plan_in_path(call);
    if (!found) return {std::nullopt, error_reply(call, found.error())};
    if (forms::read_revision(call.form) != found->plan.revision)
        return {std::nullopt, plan_moved(call, *found)};
    if (const auto refusal = refusal_of(found->days(), to, by, call.today())) {
        const auto words = refused_move_words(*refusal, found->days());
        return {std::nullopt, error_reply(call, {ErrorCode::conflict, words, {}})};
    }
    return {std::move(*found), std::nullopt};
}

std::optional<Bytes> sealed(const Call& call, const FoundPlan& found, const SealedPlace& place,
                            const Sensitive<std::string>& words) {
    const auto key = find_person_key(call.services, found.employee.id.bytes);
    if (!key || words.reveal().empty()) return std::nullopt;
    return seal_words(call.services, *key, place, words);
}

Date last_ending(const ActionPlanRecord& plan) {
    Date last = plan.proposals.back().answered_on.value_or(plan.exchanged_on);
    for (const auto& action : plan.actions) last = std::max(last, action.ended_on.value_or(last));
    return last;
}

std::vector<int> open_positions(const ActionPlanRecord& plan) {
    std::vector<int> open;
    for (const auto& action : plan.actions)
        if (!action.ended_on) open.push_back(action.position);
    return open;
}

// Days of absence since the plan ended or the last follow-up; empty where they are not shown (api/frozen.h) .
std::string recorded_absences(const Call& call, const FoundPlan& found) {
    auto since = *found.plan.finished_on;
    for (const auto& answers : found.plan.follow_ups) since = std::max(since, answers.answered_on);
    std::int64_t days = 0;
    bool any = false;
    for (const auto& line : fact_lines_about(call.services, call.employer(), found.employee.id)) {
        if (line.kind != FactLine::Kind::absence) continue;
        any = true;
        const auto first = std::max(line.start, since);
        const auto last = std::min(line.end.value_or(call.today()), call.today());
        if (first <= last) days += (last - first).count() + 1;
    }
    if (!any) return {};
    if (days == 0) return "none";
    if (days <= 7) return "week";
    return days <= 30 ? "month" : "longer";
}

Answer follow_up_screen(const Call& call, const FoundPlan& found, int months,
                        const std::vector<FieldError>& errors) {
    const forms::FollowUpView view{found.plan.id, found.plan.revision, full_name(found.employee), months,
                                   recorded_absences(call, found)};
    const auto lists = plan_lists(call.services);
    return read_about(
        found.plan.id,
        page_reply(call, "Le point à " + std::to_string(months) + " mois", "plan_follow_up",
                   forms::follow_up_form_data(view, lists.leaving_reasons, call.form, errors), errors));
}

storage::PlanFollowUpRecord record_of(int months, const forms::FollowUpAnswers& answers, Date today) {
    storage::PlanFollowUpRecord record;
    record.months = months;
    record.answered_on = today;
    record.still_employed = answers.still_employed;
    if (!answers.still_employed) {
        record.leaving = answers.leaving;
        return record;
    }
    record.post = answers.post;
    record.measures_in_place = answers.measures_in_place;
    record.absences = answers.absences;
    record.help_wished = answers.help_wished;
    return record;
}

}  // namespace

Answer show_plan(const Call& call) {
    const auto found = plan_in_path(call);
    if (!found) return error_reply(call, found.error());
    return screen(call, *found, {});
}

Answer print_plan(const Call& call) {
    const auto found = plan_in_path(call);
    if (!found) return error_reply(call, found.error());
    const auto view = plan_view(call, *found);
    if (!view) return error_reply(call, view.error());
    return read_about(found->plan.id, page_reply(call, "La feuille du plan pour " + view->name, "action_plan",
                                                 forms::plan_sheet_data(*view)));
}

Answer propose_plan(const Call& call) {
    const auto step = step_towards(call, Stage::plan_proposed, Mover::referent);
    if (step.instead) return *step.instead;
    const auto on = forms::read_proposed_on(call.form, step.found->plan.exchanged_on, call.today());
    if (!on) return screen(call, *step.found, on.error().fields);
    return change_of_plan(call, *step.found, "plan-propose",
                          [id = step.found->plan.id, on = *on, by = call.scope().account](
                              auto& transaction, const auto& plans, int revision) {
                              return plans.propose(transaction, id, revision, on, by);
                          });
}

Answer answer_plan(const Call& call) {
    const auto step = step_towards(call, Stage::plan_agreed, Mover::employee);
    if (step.instead) return *step.instead;
    const auto& plan = step.found->plan;
    const auto answered = forms::read_plan_answer(call.form, call.services.health_words,
                                                  plan.proposals.back().proposed_on, call.today());
    if (!answered) return screen(call, *step.found, answered.error().fields);
    storage::PlanProposalRecord record = plan.proposals.back();
    record.answer = answered->answer;
    record.answered_on = answered->answered_on;
    const auto tenant = call.employer().employer().text();
    record.sealed_words =
        sealed(call, *step.found, proposal_place(tenant, plan.id, record.version), answered->words);
    return change_of_plan(call, *step.found, "plan-repondu",
                          [id = plan.id, record, by = call.scope().account](auto& transaction,
                                                                            const auto& plans, int revision) {
                              return plans.answer(transaction, id, revision, record, by);
                          });
}

Answer end_action(const Call& call) {
    const auto step = step_towards(call, Stage::under_way, Mover::referent);
    if (step.instead) return *step.instead;
    const auto& plan = step.found->plan;
    const auto ended = forms::read_ended_action(call.form, open_positions(plan), call.services.health_words,
                                                *plan.proposals.back().answered_on, call.today());
    if (!ended) return screen(call, *step.found, ended.error().fields);
    storage::PlanActionRecord record;
    record.position = ended->position;
    record.ending = ended->ending;
    record.ended_on = ended->ended_on;
    const auto tenant = call.employer().employer().text();
    record.sealed_reason = sealed(
        call, *step.found, action_place(tenant, plan.id, ended->position, "sealed_reason"), ended->reason);
    return change_of_plan(call, *step.found, "action-terminee",
                          [id = plan.id, record](auto& transaction, const auto& plans, int revision) {
                              return plans.end_action(transaction, id, revision, record);
                          });
}

Answer finish_plan(const Call& call) {
    const auto step = step_towards(call, Stage::finished, Mover::referent);
    if (step.instead) return *step.instead;
    const auto on = forms::read_finished_on(call.form, last_ending(step.found->plan), call.today());
    if (!on) return screen(call, *step.found, on.error().fields);
    return change_of_plan(
        call, *step.found, "plan-termine",
        [id = step.found->plan.id, on = *on](auto& transaction, const auto& plans, int revision) {
            return plans.finish(transaction, id, revision, on);
        });
}

Answer show_follow_up(const Call& call) {
    const auto found = plan_in_path(call);
    if (!found) return error_reply(call, found.error());
    if (const auto refusal = refusal_of(found->days(), Stage::followed_up, Mover::referent, call.today()))
        return error_reply(call, {ErrorCode::conflict, refused_move_words(*refusal, found->days()), {}});
    return follow_up_screen(call, *found, follow_up_months.at(*follow_up_due(found->days(), call.today())),
                            {});
}

Answer record_follow_up(const Call& call) {
    const auto step = step_towards(call, Stage::followed_up, Mover::referent);
    if (step.instead) return *step.instead;
    const auto months = follow_up_months.at(*follow_up_due(step.found->days(), call.today()));
    const auto answers = forms::read_follow_up(call.form, plan_lists(call.services).leaving_reasons);
    if (!answers) return follow_up_screen(call, *step.found, months, answers.error().fields);
    const auto record = record_of(months, *answers, call.today());
    return change_of_plan(call, *step.found, "suivi",
                          [id = step.found->plan.id, record, by = call.scope().account](
                              auto& transaction, const auto& plans, int revision) {
                              return plans.follow_up(transaction, id, revision, record, by);
                          });
}

Answer end_follow_up(const Call& call) {
    const auto found = plan_in_path(call);
    if (!found) return error_reply(call, found.error());
    if (forms::read_revision(call.form) != found->plan.revision) return plan_moved(call, *found);
    if (!found->plan.finished_on || found->plan.follow_up_ended_on)
        return error_reply(call, {ErrorCode::conflict,
                                  refused_move_words(found->plan.finished_on ? RefusedMove::follow_up_ended
                                                                             : RefusedMove::follow_up_not_due,
                                                     found->days()),
                                  {}});
    return change_of_plan(
        call, *found, "suivi-arrete",
        [id = found->plan.id, on = call.today()](auto& transaction, const auto& plans, int revision) {
            return plans.end_follow_up(transaction, id, revision, on);
        });
}

}  // namespace prevenance::api
