#include "storage/action_plans.h"

#include <algorithm>

namespace prevenance::storage {
namespace {

ActionPlanRecord plan_in(const Row& row) {
    ActionPlanRecord plan;
    plan.id = row.id<PlanId>(0);
    plan.employee = row.id<EmployeeId>(1);
    plan.measures = row.optional_id<MeasuresId>(2);
    plan.document_kind = row.text(3);
    plan.document_on = row.date(4);
    plan.exchanged_on = row.date(5);
    plan.revision = static_cast<int>(row.integer(6));
    plan.made_at = row.instant(7);
    plan.made_by = row.id<AccountId>(8);
    plan.finished_on = row.optional_date(9);
    plan.follow_up_ended_on = row.optional_date(10);
    return plan;
}

PlanActionRecord action_in(const Row& row) {
    return {static_cast<int>(row.integer(0)),
            row.text(1),
            row.optional_blob(2),
            row.text(3),
            row.optional_blob(4),
            row.date(5),
            row.optional_text(6),
            row.optional_date(7),
            row.optional_blob(8)};
}

PlanProposalRecord proposal_in(const Row& row) {
    return {static_cast<int>(row.integer(0)), row.date(1),
            value_in(plan_answer_names, row.optional_text(2).value_or("")), row.optional_date(3),
            row.optional_blob(4)};
}

PlanFollowUpRecord follow_up_in(const Row& row) {
    PlanFollowUpRecord answers;
    answers.months = static_cast<int>(row.integer(0));
    answers.answered_on = row.date(1);
    answers.still_employed = row.integer(2) == 1;
    answers.leaving = row.optional_text(3);
    answers.post = row.optional_text(4);
    answers.measures_in_place = row.optional_text(5);
    answers.absences = row.optional_text(6);
    if (row.integer(7) >= 0) answers.help_wished = row.integer(7) == 1;
    return answers;
}

void read_parts(const Reader& reader, ActionPlanRecord& plan) {
    plan.actions = reader.all(
        "SELECT position, code, sealed_detail, owner, sealed_owner_name, due_on, ending, ended_on, "
        "sealed_reason "
        "FROM plan_action WHERE plan = ? ORDER BY position",
        {plan.id}, action_in);
    plan.proposals = reader.all(
        "SELECT version, proposed_on, answer, answered_on, sealed_words FROM plan_proposal WHERE plan = ? "
        "ORDER BY version",
        {plan.id}, proposal_in);
    plan.follow_ups = reader.all(
        "SELECT months, answered_on, still_employed, leaving, post, measures_in_place, absences, "
        "coalesce(help_wished, -1) "
        "FROM plan_follow_up WHERE plan = ? ORDER BY months",
        {plan.id}, follow_up_in);
}

}  // namespace

ProcedureDays procedure_days(const ActionPlanRecord& plan, std::optional<Date> left_employer_on) {
    ProcedureDays days;
    days.document_on = plan.document_on;
    days.exchanged_on = plan.exchanged_on;
    if (!plan.proposals.empty()) {
        days.plan_proposed_on = plan.proposals.back().proposed_on;
        days.plan_answer = plan.proposals.back().answer;
        days.plan_answered_on = plan.proposals.back().answered_on;
    }
    for (const auto& action : plan.actions)
        if (action.ended_on)
            days.first_action_ended_on =
                std::min(days.first_action_ended_on.value_or(*action.ended_on), *action.ended_on);
    days.finished_on = plan.finished_on;
    for (const auto& answers : plan.follow_ups) {
        const auto at = std::ranges::find(follow_up_months, answers.months);
        if (at != follow_up_months.end())
            days.followed_up_on.at(static_cast<std::size_t>(at - follow_up_months.begin())) =
                answers.answered_on;
    }
    days.left_employer_on = left_employer_on;
    days.follow_up_ended_on = plan.follow_up_ended_on;
    // An action without somebody or without a day cannot be stored.
    days.every_action_has_owner_and_day = !plan.actions.empty();
    days.every_action_ended =
        std::ranges::all_of(plan.actions, [](const auto& action) { return action.ended_on.has_value(); });
    return days;
}

std::optional<ActionPlanRecord> ActionPlans::find(PlanId id) const {
    auto plan = reader_.one(
        "SELECT id, employee, measures, document_kind, document_on, exchanged_on, revision, made_at, "
        "made_by, "
        "finished_on, follow_up_ended_on FROM action_plan WHERE id = ? AND employer = ?",
        {id, scope_.employer()}, plan_in);
    if (plan) read_parts(reader_, *plan);
    return plan;
}

std::vector<ActionPlanRecord> ActionPlans::about(EmployeeId employee) const {
    return with_parts(
        reader_.all("SELECT id, employee, measures, document_kind, document_on, exchanged_on, revision, "
                    "made_at, made_by, "
                    "finished_on, follow_up_ended_on FROM action_plan WHERE employee = ? AND employer = ? "
                    "ORDER BY made_at, id",
                    {employee, scope_.employer()}, plan_in));
}

std::vector<ActionPlanRecord> ActionPlans::all() const {
    return with_parts(reader_.all(
        "SELECT id, employee, measures, document_kind, document_on, exchanged_on, revision, made_at, "
        "made_by, "
        "finished_on, follow_up_ended_on FROM action_plan WHERE employer = ? ORDER BY made_at, id",
        {scope_.employer()}, plan_in));
}

void ActionPlans::add(Transaction& transaction, const ActionPlanRecord& plan) const {
    transaction.execute(
        "INSERT INTO action_plan(id, employer, employee, measures, document_kind, document_on, exchanged_on, "
        "revision, "
        "made_at, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)",
        {plan.id, scope_.employer(), plan.employee, plan.measures, plan.document_kind, plan.document_on,
         plan.exchanged_on, plan.made_at, plan.made_by});
    add_actions(transaction, plan);
}

bool ActionPlans::replace(Transaction& transaction, const ActionPlanRecord& plan, int revision) const {
    if (!step(transaction, plan.id, revision)) return false;
    transaction.execute(
        "UPDATE action_plan SET document_kind = ?, document_on = ?, exchanged_on = ? WHERE id = ? AND "
        "employer = ?",
        {plan.document_kind, plan.document_on, plan.exchanged_on, plan.id, scope_.employer()});
    transaction.execute("DELETE FROM plan_action WHERE plan = ?", {plan.id});
    add_actions(transaction, plan);
    return true;
}

bool ActionPlans::propose(Transaction& transaction, PlanId id, int revision, Date on, AccountId by) const {
    if (!step(transaction, id, revision)) return false;
    transaction.execute(
        "INSERT INTO plan_proposal(plan, version, proposed_on, proposed_by) "
        "SELECT ?1, 1 + count(*), ?2, ?3 FROM plan_proposal WHERE plan = ?1",
        {id, on, by});
    return true;
}

bool ActionPlans::answer(Transaction& transaction, PlanId id, int revision, const PlanProposalRecord& answer,
                         AccountId by) const {
    if (!step(transaction, id, revision)) return false;
    return transaction.execute(
               "UPDATE plan_proposal SET answer = ?, answered_on = ?, sealed_words = ?, answer_noted_by = ? "
               "WHERE plan = ? AND version = ? AND answer IS NULL",
               {std::string{name_in(plan_answer_names, answer.answer.value())}, answer.answered_on,
                answer.sealed_words, by, id, answer.version}) == 1;
}

bool ActionPlans::end_action(Transaction& transaction, PlanId id, int revision,
                             const PlanActionRecord& action) const {
    if (!step(transaction, id, revision)) return false;
    return transaction.execute(
               "UPDATE plan_action SET ending = ?, ended_on = ?, sealed_reason = ? "
               "WHERE plan = ? AND position = ? AND ending IS NULL",
               {action.ending, action.ended_on, action.sealed_reason, id, action.position}) == 1;
}

bool ActionPlans::finish(Transaction& transaction, PlanId id, int revision, Date on) const {
    if (!step(transaction, id, revision)) return false;
    return transaction.execute(
               "UPDATE action_plan SET finished_on = ? WHERE id = ? AND employer = ? AND finished_on IS NULL",
               {on, id, scope_.employer()}) == 1;
}

bool ActionPlans::follow_up(Transaction& transaction, PlanId id, int revision,
                            const PlanFollowUpRecord& answers, AccountId by) const {
    if (!step(transaction, id, revision)) return false;
    transaction.execute(
        "INSERT INTO plan_follow_up(plan, months, answered_on, still_employed, leaving, post, "
        "measures_in_place, "
        "absences, help_wished, noted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {id, answers.months, answers.answered_on, answers.still_employed, answers.leaving, answers.post,
         answers.measures_in_place, answers.absences, answers.help_wished, by});
    return true;
}

bool ActionPlans::end_follow_up(Transaction& transaction, PlanId id, int revision, Date on) const {
    if (!step(transaction, id, revision)) return false;
    return transaction.execute(
               "UPDATE action_plan SET follow_up_ended_on = ? "
               "WHERE id = ? AND employer = ? AND finished_on IS NOT NULL AND follow_up_ended_on IS NULL",
               {on, id, scope_.employer()}) == 1;
}

bool ActionPlans::step(Transaction& transaction, PlanId id, int revision) const {
    return transaction.execute(
               "UPDATE action_plan SET revision = revision + 1 WHERE id = ? AND employer = ? AND revision = "
               "?",
               {id, scope_.employer(), revision}) == 1;
}

void ActionPlans::add_actions(Transaction& transaction, const ActionPlanRecord& plan) const {
    for (const auto& action : plan.actions)
        transaction.execute(
            "INSERT INTO plan_action(plan, position, code, sealed_detail, owner, sealed_owner_name, due_on) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            {plan.id, action.position, action.code, action.sealed_detail, action.owner,
             action.sealed_owner_name, action.due_on});
}

std::vector<ActionPlanRecord> ActionPlans::with_parts(std::vector<ActionPlanRecord> plans) const {
    for (auto& plan : plans) read_parts(reader_, plan);
    return plans;
}

std::vector<PlanProgress> plans_carrying_out(const Reader& reader, MailboxScope scope, MeasuresId measures) {
    auto plans = reader.all(
        "SELECT p.id, p.employee, p.measures, p.document_kind, p.document_on, p.exchanged_on, p.revision, "
        "p.made_at, "
        "p.made_by, p.finished_on, p.follow_up_ended_on FROM action_plan AS p JOIN measures AS m ON m.id = "
        "p.measures "
        "WHERE m.id = ? AND m.oh_service = ? ORDER BY p.made_at, p.id",
        {measures, scope.oh_service()}, plan_in);
    std::vector<PlanProgress> progress;
    for (auto& plan : plans) {
        read_parts(reader, plan);
        const auto ended = std::ranges::count_if(
            plan.actions, [](const auto& action) { return action.ended_on.has_value(); });
        progress.push_back({procedure_days(plan, std::nullopt), static_cast<int>(plan.actions.size()),
                            static_cast<int>(ended)});
    }
    return progress;
}

}  // namespace prevenance::storage
