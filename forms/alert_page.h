// One alert, opened for the physician who asks (P2, P3), and what is shown instead of it where the agreement
// was withdrawn or a check failed: the two views share no field with its content.
#pragma once

#include "domain/alert.h"
#include "domain/alert_state.h"
#include "domain/calendar.h"
#include "domain/consent.h"
#include "domain/error.h"
#include "forms/measures_page.h"
#include "forms/template_data.h"

#include <optional>
#include <string>
#include <vector>

namespace prevenance::forms {

// "employee_request" → "à la demande de la personne"
std::string visit_kind_words(const std::string& code);

// "night" → why to ask, in words. The code itself where it is unknown.
std::string doubt_words(const std::string& code);

// Where one of its forms was refused, the page shows the forms and what was typed, and not the content: only
// a reading that is on record shows that.
struct AlertView {
    const Alert& alert;
    const ConsentReceipt& receipt;
    std::string receipt_hash;         // as the person's copy has it
    std::vector<std::string> doubts;  // codes of storage/answer_doubts.h
    AlertState state = AlertState::read;
    Instant received_at;
    std::optional<Instant> confirmed_at;
    std::string visit_kind;  // a code; empty where no visit is planned
    std::optional<Date> visit_on;
    std::optional<Date> visited_on;
    bool spent = false;  // the first visit ended the agreement: what was sent is not shown any more
    std::optional<Instant> closed_at;
    std::vector<AnsweredMeasuresView> sent;
    std::string version;  // of the case's dates, for the forms
    // As typed, where a form of this page is shown again.
    std::string typed_talked_on;
    std::string typed_visit_kind;
    std::string typed_visit_on;
    std::string typed_visited_on;
    std::vector<FieldError> errors;
};
TemplateData alert_data(const AlertView& view);

struct HiddenAlertView {
    Instant received_at;
    std::string receipt;
    std::optional<Instant> withdrawn_at;
    std::string set_aside_because;  // a code; empty where the agreement was withdrawn
};
TemplateData hidden_alert_data(const HiddenAlertView& view);

}  // namespace prevenance::forms
