// The accompaniment of a person by an occupational health service, after an alert or an own request: what its
// dates say about where it stands, which note may come next, and what is due. Dates and closed answers only:
// nothing in here could hold health.
//
// The surprise: status and outcome are two fields and neither follows from the other. In the table of AIST
// Haute-Loire (2020) a person who declined the accompaniment has an outcome too, and "exit negative" is not
// the sum of the outcomes that look so: who counts both loses nothing.
#pragma once

#include "domain/calendar.h"
#include "domain/procedure_stages.h"  // the months of the follow-ups

#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace prevenance {

enum class CaseStatus { ongoing, integration_refused, exit_negative, exit_positive };

enum class CaseOutcome {
    post_adapted,
    external_post,
    internal_post,
    permanent_hire,
    unfitness,
    invalidity,
    retraining,
    business_created
};

enum class ExitKind { negative, positive };

// The stable codes, as they are stored. Order is the order of the tables (AIST Haute-Loire).
inline constexpr std::array<std::pair<CaseStatus, std::string_view>, 4> case_status_names{{
    {CaseStatus::ongoing, "ongoing"},
    {CaseStatus::integration_refused, "integration_refused"},
    {CaseStatus::exit_negative, "exit_negative"},
    {CaseStatus::exit_positive, "exit_positive"},
}};
inline constexpr std::array<std::pair<CaseOutcome, std::string_view>, 8> case_outcome_names{{
    {CaseOutcome::post_adapted, "post_adapted"},
    {CaseOutcome::external_post, "external_post"},
    {CaseOutcome::internal_post, "internal_post"},
    {CaseOutcome::permanent_hire, "permanent_hire"},
    {CaseOutcome::unfitness, "unfitness"},
    {CaseOutcome::invalidity, "invalidity"},
    {CaseOutcome::retraining, "retraining"},
    {CaseOutcome::business_created, "business_created"},
}};
inline constexpr std::array<std::pair<ExitKind, std::string_view>, 2> exit_kind_names{{
    {ExitKind::negative, "negative"},
    {ExitKind::positive, "positive"},
}};

// Unfitness and invalidity are not positive, everything else is: 9 of 12 in the table of AIST Haute-Loire.
constexpr bool is_positive(CaseOutcome outcome) {
    return outcome != CaseOutcome::unfitness && outcome != CaseOutcome::invalidity;
}

// What a service notes of one accompaniment. Who declined never entered; who left had entered.
struct CaseDates {
    Date received_on;                // the alert, or the person's own request
    std::optional<Date> voice_on;    // the person confirmed the agreement by voice
    std::optional<Date> visited_on;  // the latest visit that was held
    std::optional<Date> entered_on;
    std::optional<Date> declined_on;
    std::optional<Date> left_on;
    std::optional<ExitKind> exit;
    std::optional<CaseOutcome> outcome;
    bool is_own_request = false;  // the employer knows nothing of it
    bool operator==(const CaseDates&) const = default;
};

// As on `day`, inclusive: what was noted for later days has not happened yet. Nothing: no answer was given to
// the proposal of an accompaniment.
std::optional<CaseStatus> status_on(const CaseDates& dates, Date day);

// Why a note may not be written now: what has to come first, or what has ended.
enum class Refusal {
    voice_first,  // nothing before the person confirmed by voice
    visit_first,  // a document follows from a visit
    entry_first,  // nobody leaves who did not enter
    exit_first,   // follow-ups count from the exit
    already_entered,
    already_declined,
    already_left,
    no_employer,     // an own request: its employer is not to learn of it
    question_first,  // an answer follows from a question
    already_asked,
    already_answered,
    not_due_yet,       // a follow-up has its day
    pre_return_visit,  // gives no attestation of follow-up (arrêté of 16-10-2017, annexe 1)
};

enum class CaseMove { enter, decline, leave, document, contact_employee, contact_employer, contact_partner };

// Nothing: it may be written. The day of the move is judged by `earliest_day`.
std::optional<Refusal> refusal_of(CaseMove move, const CaseDates& dates);

// The first day a move can have: nothing happens before what it follows from.
Date earliest_day(CaseMove move, const CaseDates& dates);

enum class PostAfter { same, adapted, other };
inline constexpr std::array<std::pair<PostAfter, std::string_view>, 3> post_after_names{{
    {PostAfter::same, "same"},
    {PostAfter::adapted, "adapted"},
    {PostAfter::other, "other"},
}};

struct FollowUp {
    int months = 6;  // 6, 12 or 24
    std::optional<Date> asked_on;
    std::optional<Date> answered_on;
    bool operator==(const FollowUp&) const = default;
};

// The day from which somebody may be asked; nothing before an exit.
std::optional<Date> follow_up_due(const CaseDates& dates, int months);
std::optional<Refusal> refusal_to_ask(const CaseDates& dates, const std::vector<FollowUp>& noted, int months,
                                      Date day);
std::optional<Refusal> refusal_to_answer(const std::vector<FollowUp>& noted, int months);

// What waits for the service, and until when. The days are conventions of the product: the voice within 15
// days of arrival, as AIST La Prévention Active calls back, and a proposal of accompaniment within 15 days of
// a visit.
inline constexpr Days days_to_call{15};
inline constexpr Days days_to_propose{15};
inline constexpr Days days_to_ask{14};  // a follow-up, from the day on which it may be asked
inline constexpr Days days_to_answer{30};

enum class CaseTask { call, hold_visit, propose_accompaniment, ask_follow_up, note_answer };
struct DueTask {
    CaseTask task = CaseTask::call;
    Date before;
    int months = 0;  // of a follow-up; else 0
    bool operator==(const DueTask&) const = default;
};

struct CaseDiary {
    CaseDates dates;
    std::optional<Date> visit_on;  // planned, and neither held nor called off
    std::vector<FollowUp> follow_ups;
    bool closed = false;  // whoever closed it waits for nothing but the follow-ups
};
std::optional<DueTask> next_task(const CaseDiary& diary);

}  // namespace prevenance
