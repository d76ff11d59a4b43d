// The employer's answer to each proposed work measure (Code du travail, L4624-6): accepted, done otherwise,
// or impossible for a written reason that the physician and the person will read.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/procedure.h"
#include "domain/sensitive.h"
#include "forms/health_words.h"
#include "forms/posted_form.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

inline constexpr std::size_t longest_measure_reason = 500;  // characters

struct AnsweredMeasure {
    int position = 0;
    MeasureAnswer answer = MeasureAnswer::accepted;
    Sensitive<std::string> reason;  // never empty but for "accepted"
    std::optional<Date> due_on;     // none exactly for "impossible"
};

// Names of the fields of one measure: "answer_0", "reason_0", "due_on_0".
std::string measure_field(std::string_view name, int position);

// `open` are the positions without an answer yet. A measure may be left for later, but not all of them.
// Errors: no answer at all, an answer that is not one of the three, "otherwise" or "impossible" without a
// reason, a reason over 500 characters or with a health word, a due date that is missing or past.
Result<std::vector<AnsweredMeasure>> read_measure_answers(const PostedForm& form,
                                                          const std::vector<int>& open,
                                                          const HealthWords& health_words, Date today);

}  // namespace prevenance::forms
