#include "domain/service_case.h"

#include <algorithm>

namespace prevenance {
namespace {

bool by(const std::optional<Date>& noted, Date day) {
    return noted && *noted <= day;
}

const FollowUp* find(const std::vector<FollowUp>& noted, int months) {
    const auto at = std::ranges::find(noted, months, &FollowUp::months);
    return at == noted.end() ? nullptr : &*at;
}

std::optional<Refusal> refusal_to_begin(const CaseDates& dates) {
    if (dates.entered_on) return Refusal::already_entered;
    if (dates.declined_on) return Refusal::already_declined;
    return std::nullopt;
}

std::optional<DueTask> next_follow_up(const CaseDiary& diary) {
    for (const int months : follow_up_months) {
        const auto due = follow_up_due(diary.dates, months);
        const auto* noted = find(diary.follow_ups, months);
        if (!due || (noted != nullptr && noted->answered_on)) continue;
        if (noted != nullptr)
            return DueTask{CaseTask::note_answer, *noted->asked_on + days_to_answer, months};
        return DueTask{CaseTask::ask_follow_up, *due + days_to_ask, months};
    }
    return std::nullopt;
}

}  // namespace

std::optional<CaseStatus> status_on(const CaseDates& dates, Date day) {
    if (by(dates.left_on, day))
        return dates.exit == ExitKind::positive ? CaseStatus::exit_positive : CaseStatus::exit_negative;
    if (by(dates.entered_on, day)) return CaseStatus::ongoing;
    if (by(dates.declined_on, day)) return CaseStatus::integration_refused;
    return std::nullopt;
}

std::optional<Refusal> refusal_of(CaseMove move, const CaseDates& dates) {
    if (!dates.voice_on) return Refusal::voice_first;
    switch (move) {
        case CaseMove::enter:
        case CaseMove::decline:
            return refusal_to_begin(dates);
        case CaseMove::leave:
            if (!dates.entered_on) return Refusal::entry_first;
            return dates.left_on ? std::optional{Refusal::already_left} : std::nullopt;
        case CaseMove::document:
            return dates.visited_on ? std::nullopt : std::optional{Refusal::visit_first};
        case CaseMove::contact_employer:
            return dates.is_own_request ? std::optional{Refusal::no_employer} : std::nullopt;
        case CaseMove::contact_employee:
        case CaseMove::contact_partner:
            return std::nullopt;
    }
    return std::nullopt;
}

Date earliest_day(CaseMove move, const CaseDates& dates) {
    if (move == CaseMove::leave) return dates.entered_on.value_or(dates.received_on);
    return dates.received_on;
}

std::optional<Date> follow_up_due(const CaseDates& dates, int months) {
    if (!dates.left_on) return std::nullopt;
    return add_months(*dates.left_on, Months{months});
}

std::optional<Refusal> refusal_to_ask(const CaseDates& dates, const std::vector<FollowUp>& noted, int months,
                                      Date day) {
    const auto due = follow_up_due(dates, months);
    if (!due) return Refusal::exit_first;
    if (find(noted, months) != nullptr) return Refusal::already_asked;
    return day < *due ? std::optional{Refusal::not_due_yet} : std::nullopt;
}

std::optional<Refusal> refusal_to_answer(const std::vector<FollowUp>& noted, int months) {
    const auto* asked = find(noted, months);
    if (asked == nullptr) return Refusal::question_first;
    return asked->answered_on ? std::optional{Refusal::already_answered} : std::nullopt;
}

std::optional<DueTask> next_task(const CaseDiary& diary) {
    const auto& dates = diary.dates;
    if (dates.left_on) return next_follow_up(diary);
    if (diary.closed || dates.declined_on) return std::nullopt;
    if (!dates.voice_on) return DueTask{CaseTask::call, dates.received_on + days_to_call, 0};
    if (diary.visit_on) return DueTask{CaseTask::hold_visit, *diary.visit_on, 0};
    if (dates.visited_on && !dates.entered_on)
        return DueTask{CaseTask::propose_accompaniment, *dates.visited_on + days_to_propose, 0};
    return std::nullopt;
}

}  // namespace prevenance
