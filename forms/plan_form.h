// What a référent types about an action plan: the plan itself, the person's answer, the end of an action, a
// follow-up. Words about work pass the check for health words; there is no field for a reason of health.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/procedure_stages.h"
#include "domain/sensitive.h"
#include "forms/health_words.h"
#include "forms/posted_form.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace prevenance::forms {

inline constexpr int most_plan_actions = 6;  // on one page; a plan with more is not read by anybody
inline constexpr std::size_t longest_plan_words = 280;  // characters

inline constexpr std::array plan_documents{"measures_proposal", "followup_certificate", "fitness_notice",
                                           "unfitness_notice"};
// "La proposition de mesures"
std::string_view document_words(std::string_view kind);

struct PlanLists {
    ChoiceList actions;  // work measures first, then what makes them possible
    ChoiceList owners;
    ChoiceList leaving_reasons;
};

struct PlannedAction {
    std::string code;
    Sensitive<std::string> detail;  // may be empty
    std::string owner;
    Sensitive<std::string> owner_name;  // may be empty
    Date due_on;
};

struct DraftPlan {
    std::string document_kind;
    Date document_on;
    Date exchanged_on;
    std::vector<PlannedAction> actions;  // at least one
};

// The name of a field of the action at `position`: "owner_2".
std::string action_field(std::string_view name, int position);

// Whether anything stands in the row of the action at `position`.
bool is_typed(const PostedForm& form, int position);

// A row in which nothing was typed is no action. `entry` is the person's first day.
Result<DraftPlan> read_plan(const PostedForm& form, const PlanLists& lists, const HealthWords& health_words,
                            Date entry, Date today);

// The revision that the page showed; 0 where it carries none, which no plan has.
int read_revision(const PostedForm& form);

Result<Date> read_proposed_on(const PostedForm& form, Date exchanged_on, Date today);

struct AnsweredPlan {
    PlanAnswer answer = PlanAnswer::accepted;
    Date answered_on;
    Sensitive<std::string> words;  // what the person wants changed; may be empty unless the plan is to amend
};
Result<AnsweredPlan> read_plan_answer(const PostedForm& form, const HealthWords& health_words,
                                      Date proposed_on, Date today);

struct EndedAction {
    int position = 0;
    std::string ending;  // "done", "given_up"
    Date ended_on;
    Sensitive<std::string> reason;  // of giving up
};
// `open` are the positions of the actions that have not ended.
Result<EndedAction> read_ended_action(const PostedForm& form, const std::vector<int>& open,
                                      const HealthWords& health_words, Date agreed_on, Date today);

Result<Date> read_finished_on(const PostedForm& form, Date not_before, Date today);

struct FollowUpAnswers {
    bool still_employed = true;
    // Where the person left, only this one.
    std::string leaving;
    std::string post;               // "same", "adapted", "other"
    std::string measures_in_place;  // "all", "some", "none"
    std::string absences;           // "none", "week", "month", "longer"
    bool help_wished = false;
};
Result<FollowUpAnswers> read_follow_up(const PostedForm& form, const ChoiceList& leaving_reasons);

}  // namespace prevenance::forms
