// What somebody notes about a person or a team: text into a NewSignal, or every field error at once. A
// browser's post and an API's JSON come in alike. It checks what stands in the form alone; whether the person
// exists, was informed and worked there on that day is the endpoint's to say.
//
// Fields: one of `employee` (id), `payroll_number`, `team` (id); `type` or `types`, one to three codes of the
// catalogue; `day` (today, yesterday, other) and `happened_on`, where `day` may be left out; `fact`, where a
// type allows a short text.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "domain/sensitive.h"
#include "domain/signal.h"
#include "forms/health_words.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

struct NewSignal {
    std::optional<EmployeeId> employee;
    std::optional<Sensitive<std::string>> payroll_number;
    std::optional<TeamId> team;
    std::vector<std::string> types;  // distinct, in the order given
    Date happened_on;
    Sensitive<std::string> fact;  // at most 140 characters; empty where none was written
};

inline constexpr std::size_t most_types_at_once = 3;
inline constexpr std::size_t longest_fact = 140;  // characters

Result<NewSignal> read_signal_form(const PostedForm& form, const SignalCatalogue& catalogue,
                                   const HealthWords& health_words, Date today);

}  // namespace prevenance::forms
