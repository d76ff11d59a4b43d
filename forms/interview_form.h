// The record of a talk: when, how, about which topics of work, what the person wishes. Every answer comes
// from a closed list or is a date, so that nothing about health can be written down.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/procedure.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct NewInterview {
    std::optional<SuggestionId> suggestion;  // the one it came from; none: the employer's own idea
    Date held_on;
    InterviewMode mode = InterviewMode::on_site;
    bool accompanied = false;
    std::vector<std::string> topics;  // at least one, each once, in the order of the list
    InterviewWish wish = InterviewWish::no_follow_up;
    std::optional<Date> talk_again_on;  // exactly where the wish is to talk again
};

// `open_suggestions` are those about this person that the talk may answer. `entry` is the person's first day.
Result<NewInterview> read_interview(const PostedForm& form, const ChoiceList& topics,
                                    const std::vector<SuggestionId>& open_suggestions, Date entry,
                                    Date today);

}  // namespace prevenance::forms
