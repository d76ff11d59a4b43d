// The MT2I home-care procedure as one table: where a path can stand, who may take the next step, and what
// must be true before. Source: the procedure MT2I tried on eight situations (detection, visit, proposed
// actions, action plan), completed by the Code du travail where a row names an article. It is not the legal
// calendar (rules L1 to L9) and it sends nothing.
//
// The surprise: no stage is stored. It is worked out from the days on which things happened, and each
// audience fills in only the days it may know. What the employer's side reads has no alert and no visit in
// it, so the same function tells the employer less than the physician.
#pragma once

#include "domain/calendar.h"
#include "domain/procedure.h"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance {

enum class Stage {
    observed,         // facts are on record
    talked,           // the talk was held
    left_there,       // nothing follows, at the person's wish
    visit_requested,  // by the employer, with a written motive (R4624-34)
    alert_sent,       // by the employee, and by nobody else
    visit_planned,
    visit_held,
    document_received,  // certificate, proposal of measures or notice (arrêté of 16 October 2017)
    exchanged,          // physician and employer talked about it (L4624-3)
    plan_proposed,      // to the employee
    plan_to_amend,
    plan_refused,
    plan_agreed,
    under_way,  // a first action ended
    finished,
    followed_up  // at 6, 12 or 24 months
};

enum class Mover { referent, employee, physician };

// The employee's answer to a proposed plan.
enum class PlanAnswer { accepted, to_amend, refused };

// Months after the end of a plan. The cells of Haute-Loire ask at 6, those of the Ain at 12, of the Isère at
// 12 to 24.
inline constexpr std::array follow_up_months{6, 12, 24};

inline constexpr std::array<std::pair<Stage, std::string_view>, 16> stage_names{{
    {Stage::observed, "observed"},
    {Stage::talked, "talked"},
    {Stage::left_there, "left_there"},
    {Stage::visit_requested, "visit_requested"},
    {Stage::alert_sent, "alert_sent"},
    {Stage::visit_planned, "visit_planned"},
    {Stage::visit_held, "visit_held"},
    {Stage::document_received, "document_received"},
    {Stage::exchanged, "exchanged"},
    {Stage::plan_proposed, "plan_proposed"},
    {Stage::plan_to_amend, "plan_to_amend"},
    {Stage::plan_refused, "plan_refused"},
    {Stage::plan_agreed, "plan_agreed"},
    {Stage::under_way, "under_way"},
    {Stage::finished, "finished"},
    {Stage::followed_up, "followed_up"},
}};
inline constexpr std::array<std::pair<Mover, std::string_view>, 3> mover_names{{
    {Mover::referent, "referent"},
    {Mover::employee, "employee"},
    {Mover::physician, "physician"},
}};
inline constexpr std::array<std::pair<PlanAnswer, std::string_view>, 3> plan_answer_names{{
    {PlanAnswer::accepted, "accepted"},
    {PlanAnswer::to_amend, "to_amend"},
    {PlanAnswer::refused, "refused"},
}};

// What happened, each by its day. A day that the reader may not know stays empty.
struct ProcedureDays {
    std::optional<Date> observed_on;
    std::optional<Date> talked_on;
    std::optional<Date> left_there_on;
    std::optional<Date> visit_requested_on;
    std::optional<Date> alert_sent_on;
    std::optional<Date> agreement_confirmed_on;  // by voice, with the person
    std::optional<Date> visit_planned_on;        // the day the visit is planned for
    std::optional<Date> visit_held_on;
    std::optional<Date> document_on;
    std::optional<Date> exchanged_on;
    std::optional<Date> plan_proposed_on;
    std::optional<PlanAnswer> plan_answer;
    std::optional<Date> plan_answered_on;
    std::optional<Date> first_action_ended_on;
    std::optional<Date> finished_on;
    std::array<std::optional<Date>, follow_up_months.size()> followed_up_on{};
    std::optional<Date> left_employer_on;    // the person is there no more
    std::optional<Date> follow_up_ended_on;  // at the person's wish
    bool employee_informed_of_request = false;
    bool every_action_has_owner_and_day = false;
    bool every_action_ended = false;
};

// Nothing for a path on which nothing happened.
std::optional<Stage> stage_of(const ProcedureDays& days);

enum class Guard {
    none,
    employee_informed,    // of the object of the request (R4624-34 and the practice of the services)
    agreement_confirmed,  // by voice: the employer could have held the card
    actions_complete,     // each has somebody and a day
    actions_ended,        // done, or given up with a reason
    follow_up_due,        // its day came, nobody left and nobody ended it
};

struct Move {
    Stage from;
    Stage to;
    Mover by;
    Guard guard = Guard::none;
};

// Every move there is, in the order of the procedure.
std::span<const Move> procedure_moves();

enum class RefusedMove {
    no_such_move,
    not_this_mover,
    employee_not_informed,
    agreement_not_confirmed,
    actions_incomplete,
    actions_open,
    follow_up_not_due,
    follow_up_ended,
    person_left,
};

// Nothing where the move may be taken. `today` matters to follow-ups only.
std::optional<RefusedMove> refusal_of(const ProcedureDays& days, Stage to, Mover by, Date today);

// The day of the follow-up `months` after the end of the plan, as calendar months are counted.
inline Date follow_up_on(Date finished_on, int months) {
    return add_months(finished_on, Months{months});
}

// The follow-up whose day came last and that nobody answered yet, by its index in follow_up_months. One that
// a later one overtook stays without answer, which is nobody's fault.
std::optional<std::size_t> follow_up_due(const ProcedureDays& days, Date today);

// What is due next, and of whom.
enum class DueStep { propose_plan, answer_plan, finish_plan, follow_up };
struct Deadline {
    DueStep step;
    Mover of;
    Date on;
    bool operator==(const Deadline&) const = default;
};

// A convention of the product: two weeks are enough to put a plan before the person and to hear the answer.
inline constexpr Days days_to_propose_plan{14};
inline constexpr Days days_to_answer_plan{14};
// The employee calls the cell within fifteen days (AIST La Prévention Active). Said to the employee only.
inline constexpr Days days_to_call_the_service{15};

// At most one: what the path waits for. `last_action_due_on` is the latest day of an open action.
std::optional<Deadline> deadline_of(const ProcedureDays& days, std::optional<Date> last_action_due_on);

// The table as a mermaid state diagram, as docs/procedure.md holds it.
std::string procedure_diagram();

}  // namespace prevenance
