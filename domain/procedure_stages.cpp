#include "domain/procedure_stages.h"

#include <algorithm>

namespace prevenance {
namespace {

constexpr std::array moves{
    // 1. Detection.
    Move{Stage::observed, Stage::talked, Mover::referent},
    Move{Stage::observed, Stage::alert_sent, Mover::employee},  // alone: the employer never knows
    Move{Stage::talked, Stage::left_there, Mover::referent},
    Move{Stage::talked, Stage::visit_requested, Mover::referent, Guard::employee_informed},
    Move{Stage::talked, Stage::alert_sent, Mover::employee},
    Move{Stage::left_there, Stage::talked, Mover::referent},
    Move{Stage::left_there, Stage::alert_sent, Mover::employee},
    // 2. Visit.
    Move{Stage::visit_requested, Stage::visit_planned, Mover::physician},
    Move{Stage::alert_sent, Stage::visit_planned, Mover::physician, Guard::agreement_confirmed},
    Move{Stage::visit_planned, Stage::visit_planned, Mover::physician},  // put off
    Move{Stage::visit_planned, Stage::visit_held, Mover::physician},
    Move{Stage::visit_held, Stage::document_received, Mover::physician},
    // The employer sees no visit: the document arrives after whatever the employer knows.
    Move{Stage::observed, Stage::document_received, Mover::referent},
    Move{Stage::talked, Stage::document_received, Mover::referent},
    Move{Stage::left_there, Stage::document_received, Mover::referent},
    Move{Stage::visit_requested, Stage::document_received, Mover::referent},
    Move{Stage::document_received, Stage::exchanged, Mover::physician},
    Move{Stage::document_received, Stage::exchanged, Mover::referent},
    // 3. Proposed actions.
    Move{Stage::exchanged, Stage::plan_proposed, Mover::referent, Guard::actions_complete},
    Move{Stage::plan_proposed, Stage::plan_agreed, Mover::employee},
    Move{Stage::plan_proposed, Stage::plan_to_amend, Mover::employee},
    Move{Stage::plan_proposed, Stage::plan_refused, Mover::employee},
    Move{Stage::plan_to_amend, Stage::plan_proposed, Mover::referent, Guard::actions_complete},
    Move{Stage::plan_refused, Stage::plan_proposed, Mover::referent, Guard::actions_complete},
    // 4. Realisation and follow-up.
    Move{Stage::plan_agreed, Stage::under_way, Mover::referent},
    Move{Stage::under_way, Stage::under_way, Mover::referent},  // another action ended
    Move{Stage::under_way, Stage::finished, Mover::referent, Guard::actions_ended},
    Move{Stage::finished, Stage::followed_up, Mover::referent, Guard::follow_up_due},
    Move{Stage::followed_up, Stage::followed_up, Mover::referent, Guard::follow_up_due},
};

std::optional<Stage> stage_of_plan(const ProcedureDays& days) {
    if (std::ranges::any_of(days.followed_up_on, [](const auto& day) { return day.has_value(); }))
        return Stage::followed_up;
    if (days.finished_on) return Stage::finished;
    if (!days.plan_proposed_on) return std::nullopt;
    if (!days.plan_answer) return Stage::plan_proposed;
    if (*days.plan_answer == PlanAnswer::to_amend) return Stage::plan_to_amend;
    if (*days.plan_answer == PlanAnswer::refused) return Stage::plan_refused;
    return days.first_action_ended_on ? Stage::under_way : Stage::plan_agreed;
}

// Two talks, the second of which reopened what the first had left there.
bool was_left_there(const ProcedureDays& days) {
    return days.left_there_on && (!days.talked_on || *days.left_there_on >= *days.talked_on);
}

std::optional<RefusedMove> refusal_of_follow_up(const ProcedureDays& days, Date today) {
    if (days.left_employer_on && *days.left_employer_on <= today) return RefusedMove::person_left;
    if (days.follow_up_ended_on) return RefusedMove::follow_up_ended;
    return follow_up_due(days, today) ? std::nullopt : std::optional{RefusedMove::follow_up_not_due};
}

std::optional<RefusedMove> refusal_of_guard(const ProcedureDays& days, Guard guard, Date today) {
    const auto unless = [](bool holds, RefusedMove refusal) {
        return holds ? std::nullopt : std::optional{refusal};
    };
    switch (guard) {
        case Guard::none:
            return std::nullopt;
        case Guard::employee_informed:
            return unless(days.employee_informed_of_request, RefusedMove::employee_not_informed);
        case Guard::agreement_confirmed:
            return unless(days.agreement_confirmed_on.has_value(), RefusedMove::agreement_not_confirmed);
        case Guard::actions_complete:
            return unless(days.every_action_has_owner_and_day, RefusedMove::actions_incomplete);
        case Guard::actions_ended:
            return unless(days.every_action_ended, RefusedMove::actions_open);
        case Guard::follow_up_due:
            return refusal_of_follow_up(days, today);
    }
    return RefusedMove::no_such_move;
}

std::string_view guard_words(Guard guard) {
    switch (guard) {
        case Guard::none:
            return "";
        case Guard::employee_informed:
            return "employee informed";
        case Guard::agreement_confirmed:
            return "agreement confirmed by voice";
        case Guard::actions_complete:
            return "every action has an owner and a day";
        case Guard::actions_ended:
            return "every action ended";
        case Guard::follow_up_due:
            return "due, and wanted";
    }
    return "";
}

}  // namespace

std::optional<Stage> stage_of(const ProcedureDays& days) {
    if (const auto plan = stage_of_plan(days)) return plan;
    if (days.exchanged_on) return Stage::exchanged;
    if (days.document_on) return Stage::document_received;
    if (days.visit_held_on) return Stage::visit_held;
    if (days.visit_planned_on) return Stage::visit_planned;
    if (days.alert_sent_on) return Stage::alert_sent;
    if (days.visit_requested_on) return Stage::visit_requested;
    if (was_left_there(days)) return Stage::left_there;
    if (days.talked_on) return Stage::talked;
    return days.observed_on ? std::optional{Stage::observed} : std::nullopt;
}

std::span<const Move> procedure_moves() {
    return moves;
}

std::optional<RefusedMove> refusal_of(const ProcedureDays& days, Stage to, Mover by, Date today) {
    const auto from = stage_of(days);
    bool somebody_may = false;
    for (const auto& move : moves) {
        if (move.from != from || move.to != to) continue;
        somebody_may = true;
        if (move.by == by) return refusal_of_guard(days, move.guard, today);
    }
    return somebody_may ? RefusedMove::not_this_mover : RefusedMove::no_such_move;
}

std::optional<std::size_t> follow_up_due(const ProcedureDays& days, Date today) {
    if (!days.finished_on) return std::nullopt;
    for (auto index = follow_up_months.size(); index-- > 0;) {
        if (follow_up_on(*days.finished_on, follow_up_months.at(index)) > today) continue;
        return days.followed_up_on.at(index) ? std::nullopt : std::optional{index};
    }
    return std::nullopt;
}

std::optional<Deadline> deadline_of(const ProcedureDays& days, std::optional<Date> last_action_due_on) {
    switch (stage_of(days).value_or(Stage::observed)) {
        case Stage::exchanged:
            return Deadline{DueStep::propose_plan, Mover::referent,
                            *days.exchanged_on + days_to_propose_plan};
        case Stage::plan_to_amend:
        case Stage::plan_refused:
            return Deadline{DueStep::propose_plan, Mover::referent,
                            days.plan_answered_on.value_or(*days.plan_proposed_on) + days_to_propose_plan};
        case Stage::plan_proposed:
            return Deadline{DueStep::answer_plan, Mover::employee,
                            *days.plan_proposed_on + days_to_answer_plan};
        case Stage::plan_agreed:
        case Stage::under_way:
            if (!last_action_due_on) return std::nullopt;
            return Deadline{DueStep::finish_plan, Mover::referent, *last_action_due_on};
        case Stage::finished:
        case Stage::followed_up:
            break;
        default:
            return std::nullopt;
    }
    if (days.left_employer_on || days.follow_up_ended_on) return std::nullopt;
    for (std::size_t index = 0; index < follow_up_months.size(); ++index) {
        const bool answered_here_or_later =
            std::any_of(days.followed_up_on.begin() + static_cast<std::ptrdiff_t>(index),
                        days.followed_up_on.end(), [](const auto& day) { return day.has_value(); });
        if (!answered_here_or_later)
            return Deadline{DueStep::follow_up, Mover::referent,
                            follow_up_on(*days.finished_on, follow_up_months.at(index))};
    }
    return std::nullopt;
}

std::string procedure_diagram() {
    std::string text = "stateDiagram-v2\n  [*] --> observed\n  [*] --> alert_sent : employee, own request\n";
    for (const auto& move : moves) {
        text += "  " + std::string{name_in(stage_names, move.from)} + " --> " +
                std::string{name_in(stage_names, move.to)} + " : " +
                std::string{name_in(mover_names, move.by)};
        const auto words = guard_words(move.guard);
        text += words.empty() ? "\n" : ", " + std::string{words} + "\n";
    }
    return text + "  left_there --> [*]\n  followed_up --> [*]\n";
}

}  // namespace prevenance
