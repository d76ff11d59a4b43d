#include "api/keeping_time.h"

#include "storage/retention.h"

#include <algorithm>

namespace prevenance::api {

KeepingTime::KeepingTime(const storage::Reader& reader, const RetentionSettings& settings,
                         EmployeeId employee, std::optional<Date> left_on, Date today)
    : settings_(settings),
      left_on_(left_on),
      today_(today),
      last_step_(storage::last_case_step(reader, employee)) {
    const auto spared = storage::spared(reader, employee);
    frozen_ = spared == storage::Spared::frozen;
    request_waits_ = spared == storage::Spared::request_waits;
}

// Nothing is told of a day that passed while the person waits for an answer.
std::optional<Date> KeepingTime::told(std::optional<Date> until) const {
    if (frozen_ || (request_waits_ && until && *until < today_)) return std::nullopt;
    return until;
}

Date KeepingTime::at_departure_at_most(Date until) const {
    return left_on_ ? std::min(until, *left_on_ + Days{settings_.after_departure_days}) : until;
}

Date KeepingTime::with_the_case(Date until) const {
    return last_step_ ? std::max(until, add_months(*last_step_, Months{settings_.case_months})) : until;
}

std::optional<Date> KeepingTime::of_signal(Date happened_on) const {
    const auto own = add_months(happened_on, Months{settings_.signals_months});
    return told(at_departure_at_most(with_the_case(own)));
}

std::optional<Date> KeepingTime::of_absence(std::optional<Date> ends_on) const {
    if (ends_on) return told(at_departure_at_most(add_months(*ends_on, Months{settings_.absences_months})));
    if (!left_on_) return std::nullopt;
    return told(*left_on_ + Days{settings_.after_departure_days});
}

std::optional<Date> KeepingTime::of_legal_calendar() const {
    if (!left_on_) return std::nullopt;
    return told(add_months(*left_on_, Months{settings_.legal_months}));
}

std::optional<Date> KeepingTime::of_suggestion(Date as_of) const {
    return of_signal(as_of);
}

std::optional<Date> KeepingTime::of_case() const {
    if (!last_step_) return std::nullopt;
    return told(with_the_case(*last_step_));
}

// Never while its code may still be needed to withdraw.
Date KeepingTime::end_of_invitation(Date handed_over_on) const {
    return std::max(add_months(handed_over_on + invitation_lasts, agreement_lasts),
                    at_departure_at_most(with_the_case(handed_over_on)));
}

// A talk stays as long as a visit request or an invitation rests on it.
std::optional<Date> KeepingTime::of_talk(const storage::Reader& reader,
                                         const storage::InterviewRecord& talk) const {
    const bool followed = talk.wish != InterviewWish::no_follow_up;
    auto until = at_departure_at_most(
        followed ? with_the_case(talk.held_on)
                 : add_months(talk.held_on, Months{settings_.talks_without_follow_up_months}));
    const auto rests = storage::what_rests_on(reader, talk.id);
    if (rests.visit_request) until = std::max(until, with_the_case(talk.held_on));
    if (rests.invitation_handed_over_on)
        until = std::max(until, end_of_invitation(*rests.invitation_handed_over_on));
    return told(until);
}

Date proof_kept_until(const RetentionSettings& settings, Date expires_on) {
    return add_months(expires_on, Months{settings.receipts_months});
}

}  // namespace prevenance::api
