// Work measures for an employer (P4): the form, « Voici exactement ce que l'employeur lira », and how the
// employer answered. What letters/measures_as_read.html shows and the employer's own page
// (received_measures_page.h) must stay the same facts.
#pragma once

#include "domain/calendar.h"
#include "domain/choice_list.h"
#include "domain/error.h"
#include "forms/posted_form.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace prevenance::forms {

struct MeasureLine {
    std::string label;
    std::string detail;  // may be empty
};

// What the employer reads, and all of it.
struct MeasuresAsRead {
    std::string person_name;
    std::string service_name;
    std::string physician_name;
    std::vector<MeasureLine> measures;
    Date talked_with_employee_on;
    Date talked_with_employer_on;
    std::optional<Date> review_on;
};
TemplateData measures_as_read_data(const MeasuresAsRead& view);

struct MeasuresFormView {
    std::string path;  // of the alert
    const ChoiceList& catalogue;
    const PostedForm& form;  // as typed
    bool is_own_request = false;
    std::vector<FieldError> errors;
};
TemplateData measures_form_data(const MeasuresFormView& view);

struct MeasuresPreview {
    std::string path;
    MeasuresAsRead as_read;
    const PostedForm& form;       // carried along in hidden fields
    bool is_own_request = false;  // then it can be printed and not sent
};
TemplateData measures_preview_data(const MeasuresPreview& view);

struct AnsweredMeasureLine {
    std::string label;
    std::string detail;
    std::string answer;  // "accepted", "otherwise", "impossible"; empty where there is none yet
    std::string reason;  // the employer's words; may be empty
    std::optional<Date> due_on;
};

struct AnsweredMeasuresView {
    Instant sent_at;
    std::optional<Instant> acknowledged_at;
    std::optional<Date> review_on;
    std::vector<AnsweredMeasureLine> measures;
    std::vector<std::string> plans;  // how far each plan is that carries them out, in words
};
TemplateData::List answered_measures_list(const std::vector<AnsweredMeasuresView>& sent);

}  // namespace prevenance::forms
