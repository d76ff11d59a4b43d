// The work measures a physician proposed, as the employer's référent reads and answers them. The view has
// work measures and dates only: no field says why a measure is needed, what it followed, or what the employee
// sent.
#pragma once

#include "domain/calendar.h"
#include "domain/error.h"
#include "domain/id.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <string>
#include <vector>

namespace prevenance::forms {

struct ReceivedMeasure {
    int position = 0;
    std::string label;
    std::string detail;        // the physician's words for the employer; may be empty
    std::string answer_words;  // "Acceptée, pour le 3 mars 2026"; empty: to be answered
    std::string reason;        // the employer's own words; may be empty
};

struct ReceivedMeasuresView {
    MeasuresId id;
    EmployeeId employee;
    std::string name;
    std::string service_name;
    std::string physician_name;
    std::string sent_on;
    std::string talked_with_employee_on;
    std::string talked_with_employer_on;
    std::string review_on;        // may be empty
    std::string acknowledged_on;  // empty: not yet
    std::vector<ReceivedMeasure> measures;
};

// `typed` is the refused submission; an empty form otherwise.
TemplateData received_measures_data(const ReceivedMeasuresView& view, const PostedForm& typed,
                                    const std::vector<FieldError>& errors);

}  // namespace prevenance::forms
