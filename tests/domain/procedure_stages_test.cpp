#include "domain/procedure_stages.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

namespace prevenance {
namespace {

Date day(std::string_view text) {
    return *parse_iso_date(text);
}

const Date monday = day("2026-03-02");

// What the world looks like once a move was taken on `on`.
ProcedureDays after(ProcedureDays days, Stage to, Date on) {
    switch (to) {
        case Stage::observed:
            days.observed_on = on;
            break;
        case Stage::talked:
            days.talked_on = on;
            days.left_there_on.reset();
            break;
        case Stage::left_there:
            days.left_there_on = on;
            break;
        case Stage::visit_requested:
            days.visit_requested_on = on;
            break;
        case Stage::alert_sent:
            days.alert_sent_on = on;
            break;
        case Stage::visit_planned:
            days.visit_planned_on = on;
            break;
        case Stage::visit_held:
            days.visit_held_on = on;
            break;
        case Stage::document_received:
            days.document_on = on;
            break;
        case Stage::exchanged:
            days.exchanged_on = on;
            break;
        case Stage::plan_proposed:
            days.plan_proposed_on = on;
            days.plan_answer.reset();
            break;
        case Stage::plan_to_amend:
            days.plan_answer = PlanAnswer::to_amend;
            break;
        case Stage::plan_refused:
            days.plan_answer = PlanAnswer::refused;
            break;
        case Stage::plan_agreed:
            days.plan_answer = PlanAnswer::accepted;
            break;
        case Stage::under_way:
            days.first_action_ended_on = on;
            break;
        case Stage::finished:
            days.finished_on = on;
            break;
        case Stage::followed_up:
            days.followed_up_on.at(follow_up_due(days, on).value_or(0)) = on;
            break;
    }
    return days;
}

// Every guard open.
ProcedureDays willing() {
    ProcedureDays days;
    days.agreement_confirmed_on = monday;
    days.employee_informed_of_request = true;
    days.every_action_has_owner_and_day = true;
    days.every_action_ended = true;
    return days;
}

ProcedureDays walked(std::initializer_list<Stage> stages) {
    auto days = willing();
    for (const auto stage : stages) days = after(days, stage, monday);
    return days;
}

const std::initializer_list<Stage> to_the_end{
    Stage::observed,          Stage::talked,    Stage::visit_requested,
    Stage::document_received, Stage::exchanged, Stage::plan_proposed,
    Stage::plan_agreed,       Stage::under_way, Stage::finished};

TEST(Stages, nothing_that_happened_is_no_stage) {
    EXPECT_FALSE(stage_of({}));
    EXPECT_EQ(refusal_of({}, Stage::talked, Mover::referent, monday), RefusedMove::no_such_move);
}

TEST(Stages, every_stage_is_reached_from_the_first_facts_or_the_own_request) {
    std::set<Stage> reached{Stage::observed, Stage::alert_sent};
    for (std::size_t round = 0; round < stage_names.size(); ++round)
        for (const auto& move : procedure_moves())
            if (reached.contains(move.from)) reached.insert(move.to);
    EXPECT_EQ(reached.size(), stage_names.size());
}

TEST(Stages, no_move_is_written_twice) {
    std::set<std::tuple<Stage, Stage, Mover>> seen;
    for (const auto& move : procedure_moves())
        EXPECT_TRUE(seen.emplace(move.from, move.to, move.by).second)
            << name_in(stage_names, move.from) << " to " << name_in(stage_names, move.to);
}

// Whatever was walked, a move that may be taken leads where it says, and one that is not in the table is
// refused.
RC_GTEST_PROP(Stages, a_move_that_may_be_taken_leads_where_it_says, ()) {
    auto days = willing();
    days.observed_on = monday;
    auto today = monday;
    for (int step = 0; step < 24; ++step) {
        std::vector<Move> open;
        for (const auto& move : procedure_moves())
            if (stage_of(days) == move.from) open.push_back(move);
        if (open.empty()) return;
        const auto move = *rc::gen::elementOf(open);
        if (refusal_of(days, move.to, move.by, today)) {
            RC_ASSERT(move.guard == Guard::follow_up_due);
            today = add_months(today, Months{6});
            continue;
        }
        today += Days{1};
        days = after(days, move.to, today);
        RC_ASSERT(stage_of(days) == std::optional{move.to});
    }
}

RC_GTEST_PROP(Stages, what_is_not_in_the_table_is_refused, ()) {
    const auto pick = [] {
        return stage_names.at(*rc::gen::inRange<std::size_t>(0, stage_names.size())).first;
    };
    const auto from = pick();
    const auto to = pick();
    const auto by = mover_names.at(*rc::gen::inRange<std::size_t>(0, mover_names.size())).first;
    bool allowed = false;
    for (const auto& move : procedure_moves())
        allowed = allowed || (move.from == from && move.to == to && move.by == by);
    auto days = willing();
    days.observed_on = monday;
    for (const auto stage : to_the_end) {
        if (stage_of(days) == from) break;
        days = after(days, stage, monday);
    }
    if (stage_of(days) != from) return;  // a stage beside the straight way
    const auto refusal = refusal_of(days, to, by, add_months(monday, Months{7}));
    RC_ASSERT(refusal.has_value() != allowed);
}

TEST(Guards, a_visit_request_waits_until_the_person_knows_of_it) {
    auto days = walked({Stage::observed, Stage::talked});
    days.employee_informed_of_request = false;
    EXPECT_EQ(refusal_of(days, Stage::visit_requested, Mover::referent, monday),
              RefusedMove::employee_not_informed);
    EXPECT_EQ(refusal_of(walked({Stage::observed}), Stage::visit_requested, Mover::referent, monday),
              RefusedMove::no_such_move);
}

TEST(Guards, nobody_but_the_employee_sends_an_alert) {
    const auto days = walked({Stage::observed, Stage::talked});
    EXPECT_FALSE(refusal_of(days, Stage::alert_sent, Mover::employee, monday));
    EXPECT_EQ(refusal_of(days, Stage::alert_sent, Mover::referent, monday), RefusedMove::not_this_mover);
    EXPECT_EQ(refusal_of(days, Stage::alert_sent, Mover::physician, monday), RefusedMove::not_this_mover);
}

TEST(Guards, a_card_alone_plans_no_visit) {
    auto days = walked({Stage::observed, Stage::alert_sent});
    days.agreement_confirmed_on.reset();
    EXPECT_EQ(refusal_of(days, Stage::visit_planned, Mover::physician, monday),
              RefusedMove::agreement_not_confirmed);
}

TEST(Guards, a_plan_starts_with_the_employees_answer_and_with_nothing_else) {
    const auto proposed =
        walked({Stage::observed, Stage::document_received, Stage::exchanged, Stage::plan_proposed});
    EXPECT_EQ(refusal_of(proposed, Stage::under_way, Mover::referent, monday), RefusedMove::no_such_move);
    EXPECT_EQ(refusal_of(proposed, Stage::plan_agreed, Mover::referent, monday), RefusedMove::not_this_mover);
    for (const auto stage : {Stage::plan_to_amend, Stage::plan_refused}) {
        const auto answered = after(proposed, stage, monday);
        EXPECT_EQ(refusal_of(answered, Stage::under_way, Mover::referent, monday), RefusedMove::no_such_move);
        EXPECT_FALSE(refusal_of(answered, Stage::plan_proposed, Mover::referent, monday));
    }
}

TEST(Guards, a_plan_is_not_proposed_before_the_exchange_or_without_owners_and_days) {
    EXPECT_EQ(refusal_of(walked({Stage::observed, Stage::document_received}), Stage::plan_proposed,
                         Mover::referent, monday),
              RefusedMove::no_such_move);
    auto days = walked({Stage::observed, Stage::document_received, Stage::exchanged});
    days.every_action_has_owner_and_day = false;
    EXPECT_EQ(refusal_of(days, Stage::plan_proposed, Mover::referent, monday),
              RefusedMove::actions_incomplete);
}

TEST(Guards, a_plan_with_an_open_action_does_not_end) {
    auto days = walked({Stage::observed, Stage::document_received, Stage::exchanged, Stage::plan_proposed,
                        Stage::plan_agreed, Stage::under_way});
    days.every_action_ended = false;
    EXPECT_EQ(refusal_of(days, Stage::finished, Mover::referent, monday), RefusedMove::actions_open);
}

TEST(FollowUps, come_at_six_twelve_and_twenty_four_calendar_months) {
    auto days = walked(to_the_end);
    days.finished_on = day("2026-08-31");
    EXPECT_FALSE(follow_up_due(days, day("2027-02-27")));
    EXPECT_EQ(follow_up_due(days, day("2027-02-28")), std::optional<std::size_t>{0});
    days.followed_up_on.at(0) = day("2027-03-05");
    EXPECT_FALSE(follow_up_due(days, day("2027-08-30")));
    EXPECT_EQ(follow_up_due(days, day("2027-08-31")), std::optional<std::size_t>{1});
    EXPECT_EQ(follow_up_due(days, day("2028-08-31")), std::optional<std::size_t>{2});
}

TEST(FollowUps, one_that_a_later_one_overtook_stays_without_answer) {
    auto days = walked(to_the_end);
    days.finished_on = day("2026-01-15");
    EXPECT_EQ(follow_up_due(days, day("2027-01-15")), std::optional<std::size_t>{1});
    days.followed_up_on.at(1) = day("2027-01-20");
    EXPECT_FALSE(follow_up_due(days, day("2027-01-21")));
    EXPECT_EQ(deadline_of(days, std::nullopt),
              (Deadline{DueStep::follow_up, Mover::referent, day("2028-01-15")}));
}

TEST(FollowUps, of_somebody_who_left_or_ended_them_are_refused) {
    auto left = walked(to_the_end);
    const auto later = add_months(monday, Months{7});
    EXPECT_FALSE(refusal_of(left, Stage::followed_up, Mover::referent, later));
    left.left_employer_on = add_months(monday, Months{3});
    EXPECT_EQ(refusal_of(left, Stage::followed_up, Mover::referent, later), RefusedMove::person_left);
    EXPECT_FALSE(deadline_of(left, std::nullopt));
    auto ended = walked(to_the_end);
    ended.follow_up_ended_on = monday;
    EXPECT_EQ(refusal_of(ended, Stage::followed_up, Mover::referent, later), RefusedMove::follow_up_ended);
    EXPECT_FALSE(deadline_of(ended, std::nullopt));
}

TEST(Deadlines, name_what_the_path_waits_for_and_of_whom) {
    auto days = walked({Stage::observed, Stage::document_received, Stage::exchanged});
    EXPECT_EQ(deadline_of(days, {}), (Deadline{DueStep::propose_plan, Mover::referent, monday + Days{14}}));
    days = after(days, Stage::plan_proposed, monday);
    EXPECT_EQ(deadline_of(days, {}), (Deadline{DueStep::answer_plan, Mover::employee, monday + Days{14}}));
    days = after(days, Stage::plan_agreed, monday);
    EXPECT_EQ(deadline_of(days, day("2026-05-04")),
              (Deadline{DueStep::finish_plan, Mover::referent, day("2026-05-04")}));
    EXPECT_FALSE(deadline_of(walked({Stage::observed, Stage::talked}), {}));
}

// The employer's side fills in no alert and no visit, so the same path is at the talk for the one and at the
// visit for the other.
TEST(Stages, without_the_days_of_an_alert_the_employer_is_where_it_was) {
    const auto all = walked({Stage::observed, Stage::talked, Stage::alert_sent, Stage::visit_planned});
    auto known_to_the_employer = all;
    known_to_the_employer.alert_sent_on.reset();
    known_to_the_employer.visit_planned_on.reset();
    EXPECT_EQ(stage_of(all), std::optional{Stage::visit_planned});
    EXPECT_EQ(stage_of(known_to_the_employer), std::optional{Stage::talked});
}

TEST(Diagram, is_the_one_in_the_documentation) {
    std::ifstream file{PREVENANCE_SOURCE_DIR "/docs/procedure.md"};
    ASSERT_TRUE(file) << "docs/procedure.md is missing";
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_NE(text.str().find("```mermaid\n" + procedure_diagram() + "```"), std::string::npos)
        << "replace the drawing in docs/procedure.md by the one of `prevenance procedure diagram`:\n"
        << procedure_diagram();
}

}  // namespace
}  // namespace prevenance
