#include "domain/service_case.h"

#include <gtest/gtest.h>

namespace prevenance {
namespace {

using namespace std::chrono;

constexpr Date arrival{2026y / March / 2};

CaseDates arrived() {
    CaseDates dates;
    dates.received_on = arrival;
    return dates;
}

CaseDates spoken() {
    auto dates = arrived();
    dates.voice_on = arrival + Days{1};
    return dates;
}

CaseDates entered() {
    auto dates = spoken();
    dates.visited_on = arrival + Days{7};
    dates.entered_on = arrival + Days{10};
    return dates;
}

CaseDates left() {
    auto dates = entered();
    dates.left_on = arrival + Days{100};
    dates.exit = ExitKind::positive;
    dates.outcome = CaseOutcome::post_adapted;
    return dates;
}

TEST(ServiceCase, its_status_is_what_its_dates_say) {
    EXPECT_EQ(status_on(spoken(), arrival + Days{500}), std::nullopt);
    EXPECT_EQ(status_on(entered(), arrival + Days{9}), std::nullopt) << "the day before";
    EXPECT_EQ(status_on(entered(), arrival + Days{10}), CaseStatus::ongoing);
    EXPECT_EQ(status_on(left(), arrival + Days{99}), CaseStatus::ongoing);
    EXPECT_EQ(status_on(left(), arrival + Days{100}), CaseStatus::exit_positive);
    auto negative = left();
    negative.exit = ExitKind::negative;
    EXPECT_EQ(status_on(negative, arrival + Days{100}), CaseStatus::exit_negative)
        << "whatever the outcome is: the two are separate";
    auto declined = spoken();
    declined.declined_on = arrival + Days{3};
    EXPECT_EQ(status_on(declined, arrival + Days{3}), CaseStatus::integration_refused);
}

TEST(ServiceCase, nothing_comes_before_the_voice) {
    for (const auto move :
         {CaseMove::enter, CaseMove::decline, CaseMove::leave, CaseMove::document, CaseMove::contact_employee,
          CaseMove::contact_employer, CaseMove::contact_partner})
        EXPECT_EQ(refusal_of(move, arrived()), Refusal::voice_first);
}

TEST(ServiceCase, each_move_needs_the_one_before) {
    EXPECT_EQ(refusal_of(CaseMove::enter, spoken()), std::nullopt);
    EXPECT_EQ(refusal_of(CaseMove::leave, spoken()), Refusal::entry_first);
    EXPECT_EQ(refusal_of(CaseMove::document, spoken()), Refusal::visit_first);
    EXPECT_EQ(refusal_of(CaseMove::document, entered()), std::nullopt);
    EXPECT_EQ(refusal_of(CaseMove::enter, entered()), Refusal::already_entered);
    EXPECT_EQ(refusal_of(CaseMove::decline, entered()), Refusal::already_entered);
    EXPECT_EQ(refusal_of(CaseMove::leave, left()), Refusal::already_left);
    auto declined = spoken();
    declined.declined_on = arrival + Days{3};
    EXPECT_EQ(refusal_of(CaseMove::enter, declined), Refusal::already_declined);
    EXPECT_EQ(refusal_of(CaseMove::leave, declined), Refusal::entry_first);
    EXPECT_EQ(earliest_day(CaseMove::leave, entered()), arrival + Days{10});
    EXPECT_EQ(earliest_day(CaseMove::enter, spoken()), arrival);
}

TEST(ServiceCase, the_employer_of_an_own_request_is_not_spoken_to) {
    auto alone = entered();
    EXPECT_EQ(refusal_of(CaseMove::contact_employer, alone), std::nullopt);
    alone.is_own_request = true;
    EXPECT_EQ(refusal_of(CaseMove::contact_employer, alone), Refusal::no_employer);
    EXPECT_EQ(refusal_of(CaseMove::contact_partner, alone), std::nullopt);
}

TEST(ServiceCase, follow_ups_count_from_the_exit) {
    EXPECT_EQ(follow_up_due(entered(), 6), std::nullopt);
    const auto dates = left();
    EXPECT_EQ(follow_up_due(dates, 6), add_months(*dates.left_on, Months{6}));
    EXPECT_EQ(refusal_to_ask(entered(), {}, 6, arrival + Days{400}), Refusal::exit_first);
    const auto due = *follow_up_due(dates, 6);
    EXPECT_EQ(refusal_to_ask(dates, {}, 6, due - Days{1}), Refusal::not_due_yet);
    EXPECT_EQ(refusal_to_ask(dates, {}, 6, due), std::nullopt);
    EXPECT_EQ(refusal_to_ask(dates, {{6, due, std::nullopt}}, 6, due), Refusal::already_asked);
    EXPECT_EQ(refusal_to_answer({}, 6), Refusal::question_first);
    EXPECT_EQ(refusal_to_answer({{6, due, std::nullopt}}, 6), std::nullopt);
    EXPECT_EQ(refusal_to_answer({{6, due, due}}, 6), Refusal::already_answered);
}

TEST(ServiceCase, what_is_due_follows_from_the_dates) {
    EXPECT_EQ(next_task({arrived(), {}, {}, false}), (DueTask{CaseTask::call, arrival + Days{15}, 0}));
    EXPECT_EQ(next_task({spoken(), arrival + Days{7}, {}, false}),
              (DueTask{CaseTask::hold_visit, arrival + Days{7}, 0}));
    EXPECT_EQ(next_task({spoken(), {}, {}, false}), std::nullopt);
    auto visited = spoken();
    visited.visited_on = arrival + Days{7};
    EXPECT_EQ(next_task({visited, {}, {}, false}),
              (DueTask{CaseTask::propose_accompaniment, arrival + Days{22}, 0}));
    EXPECT_EQ(next_task({visited, {}, {}, true}), std::nullopt) << "it is closed";
    EXPECT_EQ(next_task({entered(), {}, {}, false}), std::nullopt);
    const auto six = *follow_up_due(left(), 6);
    EXPECT_EQ(next_task({left(), {}, {}, true}), (DueTask{CaseTask::ask_follow_up, six + days_to_ask, 6}));
    EXPECT_EQ(next_task({left(), {}, {{6, six, std::nullopt}}, true}),
              (DueTask{CaseTask::note_answer, six + Days{30}, 6}));
    EXPECT_EQ(next_task({left(), {}, {{6, six, six}}, true}),
              (DueTask{CaseTask::ask_follow_up, *follow_up_due(left(), 12) + days_to_ask, 12}));
}

}  // namespace
}  // namespace prevenance
